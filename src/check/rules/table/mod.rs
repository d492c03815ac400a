//! Tables of data, and tables that lay out a page.

mod grid;
mod headers;
mod kind;
mod layout_table;
mod scope_attr_valid;
mod table_duplicate_name;
mod table_fake_caption;
mod table_without_caption;
mod table_without_header;
mod td_headers_attr;
mod th_has_data_cells;
mod th_has_scope;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &layout_table::RULE, check: layout_table::check },
    PageRule { rule: &scope_attr_valid::RULE, check: scope_attr_valid::check },
    PageRule { rule: &table_duplicate_name::RULE, check: table_duplicate_name::check },
    PageRule { rule: &table_fake_caption::RULE, check: table_fake_caption::check },
    PageRule { rule: &table_without_caption::RULE, check: table_without_caption::check },
    PageRule { rule: &table_without_header::RULE, check: table_without_header::check },
    PageRule { rule: &td_headers_attr::RULE, check: td_headers_attr::check },
    PageRule { rule: &th_has_data_cells::RULE, check: th_has_data_cells::check },
    PageRule { rule: &th_has_scope::RULE, check: th_has_scope::check },
];
