//! Components called by name: `part(component="entry", e=item.entry)`, which may remember what it wrote.
//!
//! A part sees its arguments and what is the same on every page (`site`, `words`), and nothing of the page. So while
//! somebody edits, the part of an entry that did not change need not be written again: of a page of three hundred
//! entries one is. Who renders every page once has nothing to gain and remembers nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

/// What a part weighs beside its HTML, in bytes: the view of an entry is held with it.
const HELD: usize = 6_000;

/// The argument that names the component.
const COMPONENT: &str = "component";

/// How a part comes by the templates, and what it remembers.
#[derive(Debug, Default)]
pub(super) struct Parts {
    templates: OnceLock<Weak<Tera>>,
    remembered: OnceLock<Mutex<Remembered>>,
}

/// What parts were written, with what they were written from.
#[derive(Debug)]
struct Remembered {
    /// Bytes that may be kept, about.
    most: usize,
    bytes: usize,
    recent: HashMap<Call, Written>,
    /// Those before `recent`: forgotten when `recent` is full, but for those that were asked for since.
    earlier: HashMap<Call, Written>,
}

/// A component and its arguments. A list or map is known by where it is: it never changes, and it stays there as long as
/// [`Written`] holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Call {
    component: String,
    arguments: Vec<(String, Argument)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Argument {
    At(usize),
    Plain(String),
}

#[derive(Debug, Clone)]
struct Written {
    html: Value,
    bytes: usize,
    /// What the call was made with.
    _arguments: Arc<[Value]>,
}

impl Parts {
    /// Registers the function `part`.
    pub fn register(self: &Arc<Self>, tera: &mut Tera) {
        let parts = Arc::clone(self);
        tera.register_function("part", move |arguments: Kwargs, _: &State<'_>| {
            parts.part(&arguments)
        });
    }

    /// Says where the components are, once all are there.
    pub fn lead_to(&self, tera: &Arc<Tera>) {
        let _ = self.templates.set(Arc::downgrade(tera));
    }

    /// From now on parts are remembered, about so many bytes of them.
    pub fn remember(&self, most: usize) {
        let _ = self.remembered.set(Mutex::new(Remembered {
            most,
            bytes: 0,
            recent: HashMap::new(),
            earlier: HashMap::new(),
        }));
    }

    fn part(&self, arguments: &Kwargs) -> TeraResult<Value> {
        let component: &str = arguments.must_get(COMPONENT)?;
        let given: Vec<(String, &Value)> = arguments
            .iter()
            .map(|(name, value)| (name.to_string(), value))
            .filter(|(name, _)| name != COMPONENT)
            .collect();
        let Some(remembered) = self.remembered.get() else {
            return self.write(component, &given);
        };
        let call = Call::of(component, &given);
        if let Some(html) = lock(remembered).recall(&call) {
            return Ok(html);
        }
        // Others may write meanwhile; two who write the same write the same.
        let html = self.write(component, &given)?;
        let written = Written {
            bytes: HELD + html.as_str().map_or(0, str::len),
            html: html.clone(),
            _arguments: given.iter().map(|(_, value)| (*value).clone()).collect(),
        };
        lock(remembered).keep(call, written);
        Ok(html)
    }

    fn write(&self, component: &str, given: &[(String, &Value)]) -> TeraResult<Value> {
        let tera = (self.templates.get().and_then(Weak::upgrade))
            .ok_or_else(|| Error::message("a part was asked for while templates are compiled"))?;
        let mut arguments = Context::new();
        for (name, value) in given {
            arguments.insert_value(name.clone(), (*value).clone());
        }
        let html = tera.render_component(component, &arguments, None, true)?;
        Ok(Value::safe_string(&html))
    }
}

fn lock(remembered: &Mutex<Remembered>) -> std::sync::MutexGuard<'_, Remembered> {
    // Parts are kept whole, so a thread that died holding the lock left them in order.
    remembered.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Call {
    fn of(component: &str, given: &[(String, &Value)]) -> Self {
        let mut arguments: Vec<(String, Argument)> = given
            .iter()
            .map(|(name, value)| (name.clone(), Argument::of(value)))
            .collect();
        arguments.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Self {
            component: component.to_string(),
            arguments,
        }
    }
}

impl Argument {
    fn of(value: &Value) -> Self {
        if let Some(map) = value.as_map() {
            Self::At(std::ptr::from_ref(map) as usize)
        } else if let Some(list) = value.as_array() {
            Self::At(std::ptr::from_ref(list).cast::<()>() as usize)
        } else {
            // `1` and `"1"` are two things, and so are a text and the same one that is safe.
            Self::Plain(format!("{value:?}"))
        }
    }
}

impl Remembered {
    fn recall(&mut self, call: &Call) -> Option<Value> {
        if let Some(written) = self.recent.get(call) {
            return Some(written.html.clone());
        }
        let written = self.earlier.remove(call)?;
        let html = written.html.clone();
        self.keep(call.clone(), written);
        Some(html)
    }

    fn keep(&mut self, call: Call, written: Written) {
        self.bytes += written.bytes;
        if let Some(before) = self.recent.insert(call, written) {
            self.bytes -= before.bytes;
        }
        if self.bytes > self.most / 2 {
            self.earlier = std::mem::take(&mut self.recent);
            self.bytes = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_last_is_kept() {
        let mut remembered = Remembered {
            most: 60,
            bytes: 0,
            recent: HashMap::new(),
            earlier: HashMap::new(),
        };
        let call = |number: usize| Call {
            component: "card".into(),
            arguments: vec![("e".into(), Argument::At(number))],
        };
        let ten_bytes = || Written {
            html: Value::safe_string("0123456789"),
            bytes: 10,
            _arguments: Arc::new([]),
        };
        for number in 0..20 {
            remembered.keep(call(number), ten_bytes());
            assert!(remembered.recall(&call(0)).is_some(), "{number}");
            assert!(remembered.recent.len() + remembered.earlier.len() <= 8);
        }
        assert!(remembered.recall(&call(1)).is_none());
        assert!(remembered.recall(&call(19)).is_some());
    }
}
