//! Tools as an enum in a list, each carried out the moment it closes: `cargo run --example actions`

use instructor_core::{Element, Extract};
use std::collections::BTreeMap;

/// What the assistant can do.
#[derive(Extract)]
#[serde(tag = "tool", rename_all = "snake_case")]
enum Action {
    /// Puts items on a shopping list.
    Add { list: String, items: Vec<String> },
    /// Sends a message to somebody.
    Tell(Message),
    /// Sets a timer.
    Timer {
        minutes: u32,
        /// What for.
        label: Option<String>,
    },
    /// Turns everything off.
    Lights,
}

#[derive(Extract)]
struct Message {
    to: String,
    text: String,
}

const TEXT: &str = "Put milk and eggs on the groceries, tell Ana that I am late by half an hour, \
start the dishwasher in 20 minutes, and turn off the lights.";

const SCRIPTED: &str = r#"{"items": [
{"tool": "add", "list": "groceries", "items": ["milk", "eggs"]},
{"tool": "tell", "to": "Ana", "text": "Running late by half an hour, sorry!"},
{"tool": "timer", "minutes": 20, "label": "dishwasher"},
{"tool": "lights"}]}"#;

#[tokio::main]
async fn main() -> examples::Result {
    let connection = examples::connect(SCRIPTED).await?;
    let actions = Vec::<Action>::stream_each(&connection.client, TEXT);
    let mut actions = actions.await?.growing();

    let mut home = Home::default();
    let mut announced = false;
    while let Some(element) = actions.next().await {
        match element? {
            // Which tool it is shows as soon as its tag has closed.
            Element::Growing(action) if !announced => {
                println!("{} …", announce(&action));
                announced = true;
            }
            Element::Growing(_) => {}
            Element::Closed(action) => {
                println!("    {}", home.carry_out(action));
                announced = false;
            }
        }
    }
    for (list, items) in home.lists {
        println!("{list}: {}", items.join(", "));
    }
    Ok(())
}

fn announce(action: &PartialAction) -> &'static str {
    match action {
        PartialAction::Add { .. } => "writing on a list",
        PartialAction::Tell(_) => "writing a message",
        PartialAction::Timer { .. } => "setting a timer",
        PartialAction::Lights => "reaching for the switch",
    }
}

/// What the actions act on.
#[derive(Default)]
struct Home {
    lists: BTreeMap<String, Vec<String>>,
}

impl Home {
    fn carry_out(&mut self, action: Action) -> String {
        match action {
            Action::Add { list, items } => {
                let added = format!("added {} to {list}", items.join(", "));
                self.lists.entry(list).or_default().extend(items);
                added
            }
            Action::Tell(Message { to, text }) => format!("told {to}: {text}"),
            Action::Timer {
                minutes,
                label: Some(label),
            } => format!("{label} in {minutes} minutes"),
            Action::Timer {
                minutes,
                label: None,
            } => format!("a timer of {minutes} minutes"),
            Action::Lights => "lights off".to_owned(),
        }
    }
}
