//! What a filing says: the JSON of the contract read into values by field, and the questions that rules ask of it:
//! what the event is, whether a field is filled, consents, names a person, when a case applies.

use super::labels::{Labels, flatten, nearest};
use super::opinion::{Decision, Opinion};
use super::{on_field, people, values};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, InputError, Target};
use crate::names::{Names, fold_name, named};
use crate::pack::{Field, FieldKind, FieldState, Form, Limit, LimitKind, Rulebook, When};
use serde_json::{Map, Value};
use std::cell::OnceCell;
use std::collections::HashMap;

/// Where the kind of event stands in a filing.
pub(super) const EVENT_KIND: &str = "event.kind";
const EVENT_DATE: &str = "event.date";

/// A filing as it came in, its values keyed by the English path of their field.
pub(super) struct Filing<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) form: &'b Form,
    pub(super) today: Date,
    values: HashMap<&'b str, String>,
    unknown: Vec<String>,
    /// Kind of the event, and the path of the field that says so.
    event: Option<(&'b str, &'b str)>,
    /// Built when the first rule asks about a name.
    names: OnceCell<Names>,
}

impl<'b> Filing<'b> {
    pub(super) fn read(book: &'b Rulebook, filing: &Value, today: Date) -> Result<Filing<'b>, InputError> {
        let wrong = |path: &str, found: &Value, expected: &str| InputError {
            path: path.into(),
            found: kind(found).into(),
            expected: expected.into(),
        };
        let Value::Object(members) = filing else { return Err(wrong("$", filing, "an object")) };
        let form = find_form(book, filing)?;
        let nothing = Map::new();
        let fields = match members.get("fields").or_else(|| members.get("字段")) {
            Some(Value::Object(fields)) => fields,
            None | Some(Value::Null) => &nothing,
            Some(other) => return Err(wrong("fields", other, "an object of labels and values")),
        };
        let mut read = Filing {
            book,
            form,
            today,
            values: HashMap::new(),
            unknown: Vec::new(),
            event: None,
            names: OnceCell::new(),
        };
        let names = Labels::new(form);
        let mut said = Vec::new();
        for (label, value) in fields {
            flatten(label, value, &mut said);
        }
        for (label, value) in said {
            match names.find(&label, true) {
                // The first value stands if a field is given twice, under its label and under an alias, unless it is
                // empty; the parts of an opinion (decision, day) are one value.
                Some(field) => read.put(field, value, field.kind == FieldKind::Opinion),
                None if value.trim().is_empty() => {}
                None => read.unknown.push(label),
            }
        }
        let mut beside = Vec::new();
        for (key, value) in members.iter().filter(|(key, _)| !matches!(key.as_str(), "fields" | "字段")) {
            flatten(key, value, &mut beside);
        }
        for (key, value) in beside {
            if let Some(input) = names.find(&key, false) {
                read.put(input, value, false);
            }
        }
        read.event = read.find_event();
        Ok(read)
    }

    fn put(&mut self, field: &'b Field, value: String, join: bool) {
        let held = self.values.entry(field.name.as_str()).or_default();
        if held.trim().is_empty() {
            *held = value;
        } else if join && !value.trim().is_empty() {
            held.push(' ');
            held.push_str(&value);
        }
    }

    /// The event that the filing names beside its fields or in one of them, the narrower of the two (整合注销 is a
    /// kind of 注销), else the form's usual one.
    fn find_event(&self) -> Option<(&'b str, &'b str)> {
        let named = self.form.inputs.iter().chain(&self.form.fields).filter(|f| f.kind == FieldKind::Event);
        let mut said = named.filter_map(|f| Some((self.event_of(self.text(&f.name))?, f.name.as_str())));
        let first = said.next();
        let narrower = first.and_then(|(event, _)| said.find(|(other, _)| self.is_like(other, event)));
        narrower.or(first).or_else(|| {
            let silent = !self.is_filled(EVENT_KIND);
            self.form.default_event.as_deref().filter(|_| silent).map(|event| (event, EVENT_KIND))
        })
    }

    /// Whether one kind of event may also be called by the other.
    fn is_like(&self, event: &str, other: &str) -> bool {
        let events = &self.book.pack().events;
        events.iter().any(|e| e.id == event && e.like.iter().any(|l| l == other))
    }

    /// The kind of event that a text names: by its exact spelling, else by the longest spelling it holds.
    pub(super) fn event_of(&self, text: &str) -> Option<&'b str> {
        let events = &self.book.pack().events;
        if let Some(event) = named(events, text) {
            return Some(&event.id);
        }
        let folded = fold_name(text);
        let spellings = events.iter().flat_map(|e| std::iter::once(&e.name).chain(&e.aliases).map(move |s| (e, s)));
        let held = spellings.filter(|(_, spelling)| folded.contains(fold_name(spelling).as_str()));
        held.max_by_key(|(_, spelling)| spelling.chars().count()).map(|(event, _)| event.id.as_str())
    }

    /// The kind of event.
    pub(super) fn event(&self) -> Option<&'b str> {
        self.event.map(|(event, _)| event)
    }

    /// Whether the filing says what it is about, readable or not.
    pub(super) fn tells_event(&self) -> bool {
        let mut named = self.form.inputs.iter().chain(&self.form.fields).filter(|f| f.kind == FieldKind::Event);
        self.event.is_some() || named.any(|f| self.is_filled(&f.name))
    }

    /// The field that says what the filing is about, for findings on the event itself.
    pub(super) fn event_path(&self) -> &'b str {
        let fields = self.form.fields.iter();
        let told = fields.filter(|f| f.kind == FieldKind::Event && self.is_filled(&f.name)).map(|f| f.name.as_str());
        told.chain(self.event.map(|(_, path)| path)).next().unwrap_or(EVENT_KIND)
    }

    /// An event named twice, by two kinds that do not go together.
    pub(super) fn contradicting_event(&self) -> Option<Diagnostic> {
        let (event, path) = self.event?;
        let field = self.form.fields.iter().find(|f| f.kind == FieldKind::Event && f.name != path)?;
        let text = self.text(&field.name);
        let other = self.event_of(text)?;
        if other == event || self.is_like(event, other) || self.is_like(other, event) {
            return None;
        }
        let params = [("found", text), ("other", self.text(path))];
        on_field(self.book, "filing/invalid-field", "disagrees", field, None, None, &params)
    }

    /// The field or input of that path.
    pub(super) fn field(&self, path: &str) -> Option<&'b Field> {
        self.form.fields.iter().chain(&self.form.inputs).find(|f| f.name == path)
    }

    /// The value of a field as it came in; empty if there is none.
    pub(super) fn text(&self, path: &str) -> &str {
        self.values.get(path).map_or("", String::as_str)
    }

    /// Whether a field says anything.
    pub(super) fn is_filled(&self, path: &str) -> bool {
        self.field(path).is_some_and(|field| !values::is_blank(self.book, field.kind, self.text(path)))
    }

    /// The day in a field: a date, or the day of an opinion.
    pub(super) fn date(&self, path: &str) -> Option<Date> {
        match self.field(path)?.kind {
            FieldKind::Opinion => self.opinion(path).day,
            _ => Date::parse_loose(self.text(path)).map(|(date, _)| date),
        }
    }

    /// The day a limit starts: that of the field, or of the event where the field is empty.
    pub(super) fn start(&self, path: &str) -> Option<Date> {
        if self.is_filled(path) { self.date(path) } else { self.date(EVENT_DATE) }
    }

    pub(super) fn opinion(&self, path: &str) -> Opinion {
        Opinion::read(self.book, self.text(path))
    }

    /// Whether a field holds consent, a yes, or for other kinds anything at all.
    pub(super) fn consents(&self, path: &str) -> bool {
        let Some(field) = self.field(path) else { return false };
        self.is_filled(path)
            && match field.kind {
                // What cannot be told apart is asked about, and taken for consent: the office went on.
                FieldKind::Opinion => matches!(self.opinion(path).decision, Decision::Consent | Decision::Unclear),
                FieldKind::YesNo => values::yes_no(self.book, self.text(path)) == Some(true),
                _ => true,
            }
    }

    /// Whether a field holds refusal, or a no.
    pub(super) fn refuses(&self, path: &str) -> bool {
        let Some(field) = self.field(path) else { return false };
        self.is_filled(path)
            && match field.kind {
                FieldKind::Opinion => self.opinion(path).decision == Decision::Refusal,
                FieldKind::YesNo => values::yes_no(self.book, self.text(path)) == Some(false),
                _ => false,
            }
    }

    /// The persons in a field, by name.
    pub(super) fn persons(&self, path: &str) -> Vec<String> {
        if self.is_filled(path) { people::names(self.text(path)) } else { Vec::new() }
    }

    /// Whether the filing's event is one that the field is about.
    pub(super) fn is_about(&self, field: &Field) -> bool {
        // A form that prints the day itself (开通时间) needs no second one.
        let base =
            |limit: &Limit| limit.kind == LimitKind::Maximum && limit.base != EVENT_DATE && self.is_filled(&limit.base);
        if field.name == EVENT_DATE && self.form.limits.iter().any(base) {
            return false;
        }
        field.events.is_empty() || self.event().is_none_or(|event| field.events.iter().any(|e| e == event))
    }

    /// Whether any of the cases holds; true if there is none.
    pub(super) fn applies(&self, cases: &[When]) -> bool {
        cases.is_empty() || cases.iter().any(|case| self.holds(case))
    }

    /// Whether a case holds. An event that is not said is none of those named.
    pub(super) fn holds(&self, case: &When) -> bool {
        let event = case.events.is_empty() || self.event().is_some_and(|event| case.events.iter().any(|e| e == event));
        let platform = case.platforms.is_empty() || self.platforms().any(|p| case.platforms.contains(p));
        let field = case.field.as_deref().is_none_or(|path| {
            let state = case.is.is_none_or(|state| match state {
                FieldState::Yes => self.consents(path),
                FieldState::No => self.refuses(path),
                FieldState::Filled => self.is_filled(path),
                FieldState::Empty => !self.is_filled(path),
            });
            let text = self.text(path);
            state && (case.words.is_empty() || self.has_word(text, &case.words)) && !self.has_word(text, &case.unless)
        });
        let past = case.past.as_deref().is_none_or(|path| self.date(path).is_some_and(|day| day < self.today));
        event && platform && field && past
    }

    /// Whether a text holds one of these words (`@name`: those of a set), whatever its width and punctuation.
    pub(super) fn has_word(&self, text: &str, words: &[String]) -> bool {
        let folded = fold_name(text);
        self.book.pack().words(words).any(|word| folded.contains(fold_name(word).as_str()))
    }

    /// Ids of the platforms that the filing names.
    fn platforms(&self) -> impl Iterator<Item = &'b String> {
        let field = self.form.fields.iter().find(|f| f.kind == FieldKind::Platform);
        values::platforms(self.book, field.map_or("", |f| self.text(&f.name))).into_iter().map(|p| &p.id)
    }

    /// What is known of names where the filing is made.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self.book.pack(), Some(&self.form.jurisdiction)))
    }

    /// Whether the jurisdiction says that a last day moves off a day of rest.
    pub(super) fn jurisdiction_rolls(&self) -> Option<bool> {
        self.book.pack().jurisdictions.iter().find(|j| j.id == self.form.jurisdiction)?.roll
    }

    /// What the form has no field for, with the field that may be meant.
    pub(super) fn unknown_fields(&self) -> Vec<Diagnostic> {
        let about = |label: &String| {
            let target = Target::Field { path: label.clone() };
            let near = nearest(label, self.form);
            let params = [("label", label.as_str()), ("near", near.unwrap_or_default())];
            let found = self.book.find("filing/unknown-field", target)?;
            Some(found.say(if near.is_some() { "near" } else { "" }, &params))
        };
        self.unknown.iter().filter_map(about).collect()
    }
}

fn find_form<'b>(book: &'b Rulebook, filing: &Value) -> Result<&'b Form, InputError> {
    let here = super::jurisdiction(book.pack(), filing).or(book.jurisdiction());
    let wanted = ["form", "表", "表格"].into_iter().find_map(|key| filing.get(key)?.as_str());
    let mut local = book.pack().forms.iter().filter(|f| here.is_none_or(|j| f.jurisdiction == j));
    let found = match wanted {
        Some(name) => {
            let folded = fold_name(name);
            local.find(|f| [&f.id, &f.title].into_iter().chain(&f.aliases).any(|n| fold_name(n) == folded))
        }
        None => {
            let first = local.next();
            if local.next().is_some() { None } else { first }
        }
    };
    found.ok_or_else(|| InputError {
        path: "form".into(),
        found: wanted.map_or("nothing".into(), |name| format!("“{name}”")),
        expected: format!(
            "a form of the rule pack: {}",
            book.pack().forms.iter().map(|f| format!("{}/{}", f.jurisdiction, f.id)).collect::<Vec<_>>().join(", ")
        ),
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
