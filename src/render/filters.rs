//! The filters that templates use. Each is documented in the theme's README.

use std::sync::Arc;

use tera::{Kwargs, TeraResult, Value};

use super::functions::language;
use super::value::{get, map};
use super::{Data, dates};
use crate::asset::compress::{self, Encoding};
use crate::finding::SourcePath;
use crate::load::markdown;
use crate::load::markdown_options;
use crate::model::{link, url};

/// What a filter of [`crate::load::answers::FILTERS`] makes of a value on a page in the language of rank `own`.
pub(super) fn call(name: &str, data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize) -> TeraResult<Value> {
    macro_rules! filter {
        ($name:literal, $body:expr) => {
            if name == $name {
                return $body(data, value, kwargs, own);
            }
        };
    }
    filter!("absolute", |data: &Arc<Data>, value: &Value, _: &Kwargs, _: usize| {
        let path = string("absolute", value)?;
        Ok(Value::from(if path.contains("://") { path.to_owned() } else { url::absolute(&data.site.config, path) }))
    });
    filter!("date", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let text = string("date", value)?;
        let form = kwargs.get::<String>("format")?.unwrap_or_else(|| "long".to_owned());
        let moment = dates::parse(text).ok_or_else(|| tera::Error::message(format!("`{text}` is not a date")))?;
        let written = data.formats[language(data, kwargs, own)?].date(moment, &form);
        let forms = dates::FORMS.join("`, `");
        written.map(Value::from).ok_or_else(|| {
            tera::Error::message(format!("`{form}` is not a form of date: `{forms}`, or a pattern with `%`"))
        })
    });
    filter!("number", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let number = value
            .as_f64()
            .ok_or_else(|| tera::Error::message(format!("`number` takes a number, not {}", value.name())))?;
        let digits = kwargs.get::<usize>("digits")?.unwrap_or_else(|| decimals(number));
        Ok(Value::from(data.formats[language(data, kwargs, own)?].number(number, digits.min(12))))
    });
    filter!("filesize", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let bytes = value.as_u64().ok_or_else(|| tera::Error::message("`filesize` takes a whole number of bytes"))?;
        Ok(Value::from(data.formats[language(data, kwargs, own)?].size(bytes)))
    });
    filter!("plural", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let count = kwargs.must_get::<f64>("count")?;
        let formats = &data.formats[language(data, kwargs, own)?];
        let form = get(value, formats.plural(count)).or_else(|| get(value, "other")).and_then(Value::as_str);
        let form = form.ok_or_else(|| tera::Error::message("`plural` takes a translation with `one` and `other`"))?;
        Ok(fill(&form.replace("{count}", &formats.number(count, decimals(count))), kwargs))
    });
    filter!("fill", |_: &Arc<Data>, value: &Value, kwargs: &Kwargs, _: usize| Ok(fill(string("fill", value)?, kwargs)));
    filter!("markdown", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let text = string("markdown", value)?;
        let options = markdown_options(&data.site.config, &data.site.theme, data.code(language(data, kwargs, own)?));
        let (body, _) = markdown::block(&SourcePath::new(""), text, 0..text.len(), text, &options);
        Ok(Value::safe_string(&plain_links(&body)))
    });
    filter!("inline", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let text = string("inline", value)?;
        let options = markdown_options(&data.site.config, &data.site.theme, data.code(language(data, kwargs, own)?));
        let (body, _) = markdown::inline(&SourcePath::new(""), text, 0..text.len(), text, &options);
        Ok(Value::safe_string(&plain_links(&body)))
    });
    filter!("url", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let path = string("url", value)?;
        if link::has_scheme(path) || !path.starts_with('/') {
            return Ok(Value::from(path));
        }
        let (path, rest) = path.find(['#', '?']).map_or((path, ""), |at| path.split_at(at));
        let key = format!("/{}", path.trim_matches('/').trim_end_matches(".md"));
        let site = &data.site;
        let id =
            site.find(language(data, kwargs, own)?, &key).or_else(|| site.find(site.config.languages.default, &key));
        let url = id.map_or_else(|| format!("{}{path}", site.base_path()), |id| site.page(id).url.clone());
        Ok(Value::from(url + rest))
    });
    filter!("slug", |_: &Arc<Data>, value: &Value, _: &Kwargs, _: usize| Ok(Value::from(markdown::slugify(string(
        "slug", value
    )?))));
    filter!("json", |_: &Arc<Data>, value: &Value, _: &Kwargs, _: usize| {
        let json = serde_json::to_string(value).map_err(tera::Error::message)?;
        // Nothing in it can close a script element.
        Ok(Value::safe_string(&json.replace('<', "\\u003c")))
    });
    filter!("weight", |_: &Arc<Data>, value: &Value, _: &Kwargs, _: usize| {
        let text = string("weight", value)?.as_bytes();
        let compressed = compress::encode(text, Encoding::Brotli).map_or(text.len(), |short| short.len());
        Ok(Value::from(map([("bytes", Value::from(text.len())), ("compressed", Value::from(compressed))])))
    });
    filter!("group_by", |_: &Arc<Data>, value: &Value, kwargs: &Kwargs, _: usize| {
        let attribute = kwargs.must_get::<String>("attribute")?;
        let values = value.as_array().ok_or_else(|| tera::Error::message("`group_by` takes a list"))?;
        let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
        for value in values {
            let Some(key) = value.get_from_path(&attribute).filter(|key| !key.is_none()).map(ToString::to_string)
            else {
                continue;
            };
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.push(value.clone()),
                None => groups.push((key, vec![value.clone()])),
            }
        }
        Ok(Value::from(groups.into_iter().map(|(key, group)| (key.into(), Value::from(group))).collect::<tera::Map>()))
    });
    filter!("sort_by", |data: &Arc<Data>, value: &Value, kwargs: &Kwargs, own: usize| {
        let attribute = kwargs.must_get::<String>("attribute")?;
        let descending = kwargs.get::<String>("order")?.is_some_and(|order| order == "desc");
        let collator = &data.collators[language(data, kwargs, own)?];
        let mut values = value.as_array().ok_or_else(|| tera::Error::message("`sort_by` takes a list"))?.to_vec();
        values.sort_by(|a, b| {
            let (a, b) = (a.get_from_path(&attribute), b.get_from_path(&attribute));
            let ordering = match (a, b) {
                (Some(a), Some(b)) => match (a.as_str(), b.as_str()) {
                    (Some(a), Some(b)) => collator.compare(a, b),
                    _ => a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal),
                },
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            if descending { ordering.reverse() } else { ordering }
        });
        Ok(Value::from(values))
    });
    Err(tera::Error::message(format!("there is no filter `{name}`")))
}

fn string<'a>(filter: &str, value: &'a Value) -> TeraResult<&'a str> {
    value.as_str().ok_or_else(|| tera::Error::message(format!("`{filter}` takes text, not {}", value.name())))
}

/// Puts the arguments in the places that bear their names, `{n}`.
fn fill(text: &str, kwargs: &Kwargs) -> Value {
    let mut text = text.to_owned();
    for (key, value) in kwargs.iter() {
        if let Some(key) = key.as_str() {
            text = text.replace(&format!("{{{key}}}"), &value.to_string());
        }
    }
    Value::from(text)
}

/// Digits after the point that a number needs, at most two.
fn decimals(number: f64) -> usize {
    (0..2)
        .find(|digits| {
            let scaled = number * 10_f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-9
        })
        .unwrap_or(2) as usize
}

/// A body whose links are as written: there is no page here to resolve them from.
fn plain_links(body: &crate::load::body::Body) -> String {
    let mut html = String::with_capacity(body.html.len());
    let mut from = 0;
    for hole in &body.holes {
        html.push_str(&body.html[from..hole.at]);
        from = hole.at;
        if let crate::load::body::HoleKind::Href(written) = &hole.kind {
            html.push_str(&super::picture::escape(written));
        }
    }
    html.push_str(&body.html[from..]);
    html
}
