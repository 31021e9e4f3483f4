//! Markdown as HTML, with links as the site has them.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Returns the title of a text: its first heading.
pub(super) fn title_of(text: &str) -> &str {
    let mut lines = text.lines();
    let title = lines.find_map(|line| line.strip_prefix("# "));
    title.unwrap_or_default()
}

/// Where a link leads: its address, and the title of the text that stands there.
pub(super) struct Target {
    pub(super) address: String,
    pub(super) title: Option<&'static str>,
}

/// Returns a text as HTML. `link` knows where a target within the repository stands; what stands
/// nowhere stays words, and what is called by the name of its file by its title.
pub(super) fn rendered(text: &str, link: &dyn Fn(&str) -> Option<Target>) -> String {
    let events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut slugs = slugs(&events).into_iter();
    // Of each link that is open: whether it leads anywhere, and what it is to be called.
    let mut opened: Vec<Option<Target>> = Vec::new();
    let events = events.into_iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => {
            let id = slugs.next().map(CowStr::from);
            let (classes, attrs) = Default::default();
            Some(Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }))
        }
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            opened.push(match dest_url.contains("://") {
                true => Some(Target {
                    address: dest_url.to_string(),
                    title: None,
                }),
                false => link(&dest_url),
            });
            let dest_url = opened.last()?.as_ref()?.address.clone().into();
            Some(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }))
        }
        Event::End(TagEnd::Link) => opened.pop()?.map(|_| Event::End(TagEnd::Link)),
        Event::Text(text) if text.ends_with(".md") => {
            let target = opened.last().and_then(Option::as_ref);
            let title = target.and_then(|target| target.title);
            Some(Event::Text(title.map_or(text, CowStr::from)))
        }
        Event::Html(_) | Event::InlineHtml(_) => None,
        event => Some(event),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    // Wide tables and outputs move in a frame of their own, also by keyboard.
    let page = page.replace("<pre>", "<pre tabindex=\"0\">");
    // No page may say its own style.
    let page = page.replace(" style=\"text-align: right\"", " class=\"n\"");
    let page = page.replace(" style=\"text-align: left\"", "");
    let page = page.replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>");
    page.replace("</table>", "</table></div>")
}

/// Returns the name of each heading, as links of the guides spell it.
fn slugs(events: &[Event<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut heading: Option<String> = None;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => found.extend(heading.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    *heading += text;
                }
            }
            _ => {}
        }
    }
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let slugs = found.iter().map(|title| {
        let kept = |sign: &char| sign.is_alphanumeric() || " -_".contains(*sign);
        let title: String = title.to_lowercase().chars().filter(kept).collect();
        let slug = title.replace(' ', "-");
        let before = times.entry(slug.clone()).or_default();
        *before += 1;
        match *before {
            1 => slug,
            again => format!("{slug}-{}", again - 1),
        }
    });
    slugs.collect()
}
