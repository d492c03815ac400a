//! `script-sensor`: no script asks for a sensor of the device.

use super::apis::{Api, said, used};
use crate::check::site::{Site, SiteReport};
use crate::check::{Page, Report};
use crate::finding::{Criterion, Rule, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    id: "script-sensor",
    severity: Severity::Error,
    criteria: &[Criterion::rgesn("6.6"), Criterion::wsg("use-sustainable-javascript-and-apis")],
    doc: include_str!("script_sensor.md"),
};

const APIS: &[Api] = &[
    Api { code: "geolocation.getCurrentPosition", en: "where one is", fr: "à savoir où l’on est" },
    Api { code: "geolocation.watchPosition", en: "where one is", fr: "à savoir où l’on est" },
    Api { code: "getUserMedia", en: "for the camera or the microphone", fr: "la caméra ou le micro" },
    Api { code: "devicemotion", en: "how the device moves", fr: "les mouvements de l’appareil" },
    Api { code: "deviceorientation", en: "how the device is held", fr: "la position de l’appareil" },
    Api { code: "new Accelerometer", en: "how the device moves", fr: "les mouvements de l’appareil" },
    Api { code: "new Gyroscope", en: "how the device turns", fr: "les rotations de l’appareil" },
    Api { code: "new AmbientLightSensor", en: "for the light around", fr: "la lumière ambiante" },
    Api { code: "bluetooth.requestDevice", en: "for Bluetooth", fr: "le Bluetooth" },
    Api { code: "requestMIDIAccess", en: "for instruments", fr: "les instruments branchés" },
];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (script, api) in used(page, APIS) {
        let (message, help) = said(api);
        report.fail(script, message, help);
    }
}

/// The same in the files that pages run.
pub(in crate::check) fn check_files(site: &Site<'_>, report: &mut SiteReport) {
    super::apis::files(site, APIS, report);
}
