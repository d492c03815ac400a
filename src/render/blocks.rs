//! Blocks as templates see them: what each declares, as authors write it.

use tera::Value;

use super::value::{map, text};
use crate::load::block::{ArgSchema, BlockSchema, written};

/// A block's declaration.
pub(super) fn block(schema: &BlockSchema) -> Value {
    let mut args: Vec<&ArgSchema> = schema.given().collect();
    // What must be given comes first.
    args.sort_by_key(|arg| !arg.required);
    let names = |names: &[String]| Value::from(names.iter().map(|name| Value::from(written(name))).collect::<Vec<_>>());
    Value::from(map([
        ("name", Value::from(schema.written())),
        ("doc", Value::from(schema.doc.as_str())),
        ("family", text(&schema.family)),
        ("body", Value::from(schema.body.as_str())),
        ("example", text(&schema.example)),
        ("parents", names(&schema.parent)),
        ("children", names(&schema.children)),
        ("keyboard", text(&schema.keyboard)),
        ("criteria", Value::from(schema.criteria.iter().map(|id| Value::from(id.as_str())).collect::<Vec<_>>())),
        ("args", Value::from(args.into_iter().map(argument).collect::<Vec<_>>())),
    ]))
}

fn argument(arg: &ArgSchema) -> Value {
    Value::from(map([
        ("name", Value::from(written(&arg.name))),
        ("kind", Value::from(arg.kind.as_str())),
        ("required", Value::from(arg.required)),
        ("default", text(arg.default.as_deref().unwrap_or_default())),
        ("words", Value::from(arg.kind.words().iter().map(|word| Value::from(word.as_str())).collect::<Vec<_>>())),
        ("help", text(&arg.help)),
    ]))
}
