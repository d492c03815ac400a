//! Names of what people use: links, buttons, fields, frames, pictures that are no `img`.

mod area_alt;
mod aria_command_name;
mod aria_dialog_name;
mod aria_meter_name;
mod aria_progressbar_name;
mod aria_tab_name;
mod aria_tooltip_name;
mod aria_treeitem_name;
mod button_name;
mod empty_heading;
mod frame_title;
mod input_image_alt;
mod label;
mod label_content_name_mismatch;
mod link_name;
mod object_alt;
mod role_img_alt;
mod server_side_image_map;
mod summary_name;
mod svg_img_alt;
mod words;

use crate::check::{Page, PageRule};
use crate::html::Element;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &area_alt::RULE, check: area_alt::check },
    PageRule { rule: &aria_command_name::RULE, check: aria_command_name::check },
    PageRule { rule: &aria_dialog_name::RULE, check: aria_dialog_name::check },
    PageRule { rule: &aria_meter_name::RULE, check: aria_meter_name::check },
    PageRule { rule: &aria_progressbar_name::RULE, check: aria_progressbar_name::check },
    PageRule { rule: &aria_tab_name::RULE, check: aria_tab_name::check },
    PageRule { rule: &aria_tooltip_name::RULE, check: aria_tooltip_name::check },
    PageRule { rule: &aria_treeitem_name::RULE, check: aria_treeitem_name::check },
    PageRule { rule: &button_name::RULE, check: button_name::check },
    PageRule { rule: &empty_heading::RULE, check: empty_heading::check },
    PageRule { rule: &frame_title::RULE, check: frame_title::check },
    PageRule { rule: &input_image_alt::RULE, check: input_image_alt::check },
    PageRule { rule: &label::RULE, check: label::check },
    PageRule { rule: &label_content_name_mismatch::RULE, check: label_content_name_mismatch::check },
    PageRule { rule: &link_name::RULE, check: link_name::check },
    PageRule { rule: &object_alt::RULE, check: object_alt::check },
    PageRule { rule: &role_img_alt::RULE, check: role_img_alt::check },
    PageRule { rule: &server_side_image_map::RULE, check: server_side_image_map::check },
    PageRule { rule: &summary_name::RULE, check: summary_name::check },
    PageRule { rule: &svg_img_alt::RULE, check: svg_img_alt::check },
];

/// The elements with one of these roles, by `role` or by being one of these elements of HTML, that assistive
/// technologies are given without a name.
fn nameless<'a, 'p>(
    page: &'a Page<'p>,
    roles: &'static [&'static str],
    natives: &'static [&'static str],
) -> impl Iterator<Item = Element<'p>> + use<'a, 'p> {
    let by_role = page.tree.marked().filter(|element| element.has("role"));
    let native = (!natives.is_empty()).then(|| page.any(natives, &[]));
    let native = native.into_iter().flatten().filter(|element| !element.has("role"));
    by_role.chain(native).filter(move |element| {
        page.tree.role(*element).is_some_and(|role| roles.contains(&role))
            && page.tree.is_exposed(*element)
            && page.tree.name(*element).is_empty()
    })
}
