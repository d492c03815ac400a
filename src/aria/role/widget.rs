//! Roles of controls and of what is made of them (WAI-ARIA 1.2, 5.3.2 and 5.3.3).

use super::info::RoleInfo;

const MENU_ITEMS: &[&str] = &["group", "menuitem", "menuitemcheckbox", "menuitemradio", "separator"];
const MENUS: &[&str] = &["group", "menu", "menubar"];
const ROWS: &[&str] = &["caption", "row", "rowgroup"];
const TABLES: &[&str] = &["grid", "table", "treegrid"];
const CHECKED: &[&str] = &["aria-checked"];
const CHECKBOX: &[&str] = &["aria-checked", "aria-expanded", "aria-readonly", "aria-required"];
const MENU_CHECKBOX: &[&str] =
    &["aria-checked", "aria-expanded", "aria-posinset", "aria-readonly", "aria-required", "aria-setsize"];
const RANGE: &[&str] = &["aria-valuemax", "aria-valuemin", "aria-valuenow", "aria-valuetext"];
const TEXT: &[&str] = &[
    "aria-activedescendant",
    "aria-autocomplete",
    "aria-multiline",
    "aria-placeholder",
    "aria-readonly",
    "aria-required",
];
const CELL: &[&str] =
    &["aria-colindex", "aria-colindextext", "aria-colspan", "aria-rowindex", "aria-rowindextext", "aria-rowspan"];
const GRID_CELL: &[&str] = &[
    "aria-colindex",
    "aria-colindextext",
    "aria-colspan",
    "aria-expanded",
    "aria-readonly",
    "aria-required",
    "aria-rowindex",
    "aria-rowindextext",
    "aria-rowspan",
    "aria-selected",
];
const HEADER_CELL: &[&str] = &[
    "aria-colindex",
    "aria-colindextext",
    "aria-colspan",
    "aria-expanded",
    "aria-readonly",
    "aria-required",
    "aria-rowindex",
    "aria-rowindextext",
    "aria-rowspan",
    "aria-selected",
    "aria-sort",
];

/// The roles of this kind, by name.
pub(super) static ROLES: &[RoleInfo] = &[
    RoleInfo::contents("button").supports(&["aria-expanded", "aria-pressed"]).flat(),
    RoleInfo::contents("cell").supports(CELL).inside(&["row"]),
    RoleInfo::contents("checkbox").supports(CHECKBOX).requires(CHECKED).flat(),
    RoleInfo::contents("columnheader").supports(HEADER_CELL).inside(&["row"]),
    RoleInfo::author("combobox")
        .supports(&[
            "aria-activedescendant",
            "aria-autocomplete",
            "aria-controls",
            "aria-expanded",
            "aria-placeholder",
            "aria-readonly",
            "aria-required",
        ])
        .requires(&["aria-controls", "aria-expanded"]),
    RoleInfo::author("grid")
        .supports(&["aria-activedescendant", "aria-colcount", "aria-multiselectable", "aria-readonly", "aria-rowcount"])
        .owns(ROWS),
    RoleInfo::contents("gridcell").supports(GRID_CELL).inside(&["row"]),
    RoleInfo::contents("link").supports(&["aria-expanded"]),
    RoleInfo::author("listbox")
        .supports(&[
            "aria-activedescendant",
            "aria-expanded",
            "aria-multiselectable",
            "aria-orientation",
            "aria-readonly",
            "aria-required",
        ])
        .owns(&["group", "option"]),
    RoleInfo::author("menu").supports(&["aria-activedescendant", "aria-orientation"]).owns(MENU_ITEMS),
    RoleInfo::author("menubar").supports(&["aria-activedescendant", "aria-orientation"]).owns(MENU_ITEMS),
    RoleInfo::contents("menuitem").supports(&["aria-expanded", "aria-posinset", "aria-setsize"]).inside(MENUS),
    RoleInfo::contents("menuitemcheckbox").supports(MENU_CHECKBOX).requires(CHECKED).inside(MENUS).flat(),
    RoleInfo::contents("menuitemradio").supports(MENU_CHECKBOX).requires(CHECKED).inside(MENUS).flat(),
    RoleInfo::author("meter").supports(RANGE).requires(&["aria-valuenow"]).flat(),
    RoleInfo::contents("option")
        .supports(&["aria-checked", "aria-posinset", "aria-selected", "aria-setsize"])
        .inside(&["group", "listbox"])
        .flat(),
    RoleInfo::author("progressbar").supports(RANGE).flat(),
    RoleInfo::contents("radio").supports(&["aria-checked", "aria-posinset", "aria-setsize"]).requires(CHECKED).flat(),
    RoleInfo::author("radiogroup").supports(&[
        "aria-activedescendant",
        "aria-orientation",
        "aria-readonly",
        "aria-required",
    ]),
    RoleInfo::contents("row")
        .supports(&[
            "aria-activedescendant",
            "aria-colindex",
            "aria-expanded",
            "aria-level",
            "aria-posinset",
            "aria-rowindex",
            "aria-rowindextext",
            "aria-selected",
            "aria-setsize",
        ])
        .inside(&["grid", "rowgroup", "table", "treegrid"])
        .owns(&["cell", "columnheader", "gridcell", "rowheader"]),
    RoleInfo::author("rowgroup").inside(TABLES).owns(&["row"]),
    RoleInfo::contents("rowheader").supports(HEADER_CELL).inside(&["row"]),
    RoleInfo::author("scrollbar")
        .supports(&[
            "aria-controls",
            "aria-orientation",
            "aria-valuemax",
            "aria-valuemin",
            "aria-valuenow",
            "aria-valuetext",
        ])
        .requires(&["aria-controls", "aria-valuenow"])
        .flat(),
    RoleInfo::author("searchbox").supports(TEXT),
    RoleInfo::author("separator")
        .supports(&["aria-orientation", "aria-valuemax", "aria-valuemin", "aria-valuenow", "aria-valuetext"])
        .flat(),
    RoleInfo::author("slider")
        .supports(&[
            "aria-orientation",
            "aria-readonly",
            "aria-valuemax",
            "aria-valuemin",
            "aria-valuenow",
            "aria-valuetext",
        ])
        .requires(&["aria-valuenow"])
        .flat(),
    RoleInfo::author("spinbutton").supports(&[
        "aria-activedescendant",
        "aria-readonly",
        "aria-required",
        "aria-valuemax",
        "aria-valuemin",
        "aria-valuenow",
        "aria-valuetext",
    ]),
    RoleInfo::contents("switch").supports(CHECKBOX).requires(CHECKED).flat(),
    RoleInfo::contents("tab")
        .supports(&["aria-expanded", "aria-posinset", "aria-selected", "aria-setsize"])
        .inside(&["tablist"])
        .flat(),
    RoleInfo::author("table").supports(&["aria-colcount", "aria-rowcount"]).owns(ROWS),
    RoleInfo::author("tablist")
        .supports(&["aria-activedescendant", "aria-level", "aria-multiselectable", "aria-orientation"])
        .owns(&["tab"]),
    RoleInfo::author("tabpanel"),
    RoleInfo::author("textbox").supports(TEXT),
    RoleInfo::author("tree")
        .supports(&["aria-activedescendant", "aria-multiselectable", "aria-orientation", "aria-required"])
        .owns(&["group", "treeitem"]),
    RoleInfo::author("treegrid")
        .supports(&[
            "aria-activedescendant",
            "aria-colcount",
            "aria-multiselectable",
            "aria-orientation",
            "aria-readonly",
            "aria-required",
            "aria-rowcount",
        ])
        .owns(ROWS),
    RoleInfo::contents("treeitem")
        .supports(&["aria-checked", "aria-expanded", "aria-level", "aria-posinset", "aria-selected", "aria-setsize"])
        .inside(&["group", "tree"]),
];
