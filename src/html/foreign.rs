//! How attributes are spelled in SVG and `MathML` (HTML Standard, 13.2.6.1, "adjust SVG attributes" and what follows).

use super::document::Namespace;

/// SVG attributes with capitals, in the order of their names in lower case.
const SVG: [&str; 58] = [
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];

/// Attributes of other namespaces, whose prefix is no part of their name.
const PREFIXED: [(&str, &str); 10] = [
    ("xlink", "actuate"),
    ("xlink", "arcrole"),
    ("xlink", "href"),
    ("xlink", "role"),
    ("xlink", "show"),
    ("xlink", "title"),
    ("xlink", "type"),
    ("xml", "lang"),
    ("xml", "space"),
    ("xmlns", "xlink"),
];

/// The local name of an attribute of a foreign element, by its name in lower case; nothing when it stays as it is.
pub(super) fn local_name(name: &str, namespace: Namespace) -> Option<&'static str> {
    let known = match namespace {
        Namespace::Svg => {
            let lower = |known: &&'static str| known.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(name.bytes());
            SVG.binary_search_by(lower).ok().map(|at| &SVG[at])
        }
        Namespace::MathMl => ["definitionURL"].iter().find(|known| known.eq_ignore_ascii_case(name)),
        Namespace::Html => return None,
    };
    let prefixed = || {
        let colon = memchr::memchr(b':', name.as_bytes())?;
        let (prefix, local) = (&name[..colon], &name[colon + 1..]);
        PREFIXED.iter().find(|known| known.0 == prefix && known.1 == local).map(|known| known.1)
    };
    known.copied().or_else(prefixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_found() {
        for name in SVG {
            assert_eq!(local_name(&name.to_ascii_lowercase(), Namespace::Svg), Some(name));
        }
        assert_eq!(local_name("viewbox", Namespace::MathMl), None);
        assert_eq!(local_name("xlink:href", Namespace::MathMl), Some("href"));
        assert_eq!(local_name("xlink:other", Namespace::Svg), None);
    }
}
