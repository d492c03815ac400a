//! Ways to reach people, as texts: whether they can be what they are said to be.

/// Whether a text can be an e-mail address: a name, one `@` and a host with a point.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !text.contains(char::is_whitespace)
            && !host.contains('@')
    })
}

/// Whether a text can be a telephone number: two digits at least, and the marks that people put between them.
pub fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '+' | '(' | ')' | '.' | '-' | '/');
    digits >= 2 && text.chars().all(|c| c.is_ascii_digit() || is_mark(c))
}
