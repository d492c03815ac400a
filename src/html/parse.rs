//! From the bytes of a page to its tree, as browsers do (HTML Standard, 13.2), by html5ever's tree builder.

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::document::Document;
use super::sink::Sink;

/// The tree of a page. Scripts are taken to run: what is in `noscript` is text, as in browsers.
pub fn parse(html: &str) -> Document {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(builder, TokenizerOpts { exact_errors: false, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    let mut from = 0;
    while from < html.len() {
        let end = html[from..].find('>').map_or(html.len(), |at| from + at + 1);
        let start = html[..end].rfind('<').unwrap_or(from);
        tokenizer.sink.sink.token.set((start as u32, end as u32));
        queue.push_back(StrTendril::from_slice(&html[from..end]));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        from = end;
    }
    tokenizer.end();
    tokenizer.sink.sink.into_document()
}
