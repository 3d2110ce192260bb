//! A form that fills itself, redrawn in place: `cargo run --example meeting`
//!
//! The finished meeting goes to stdout as JSON. If that is not a terminal, nothing else does.

use console::{Term, truncate_str};
use instructor_core::{Extract, Partial, Snapshot};
use serde::Serialize;
use std::io;

/// Somebody who takes part.
#[derive(Extract, Serialize)]
struct Participant {
    name: String,
    email: String,
    /// With the `@`.
    twitter: String,
}

/// What was agreed in the call.
#[derive(Extract, Serialize)]
struct Meeting {
    users: Vec<Participant>,
    date: String,
    /// Where it takes place, with its address.
    location: String,
    /// In dollars.
    budget: i64,
    deadline: String,
}

const TEXT: &str = "\
In our recent online meeting, participants from various backgrounds joined to discuss the upcoming tech conference. \
The names and contact details of the participants were as follows:

- Name: John Doe, Email: johndoe@email.com, Twitter: @TechGuru44
- Name: Jane Smith, Email: janesmith@email.com, Twitter: @DigitalDiva88
- Name: Alex Johnson, Email: alexj@email.com, Twitter: @CodeMaster2023

It was agreed that the conference takes place on March 15th, 2024, at the Grand Tech Arena located at 4521 Innovation \
Drive. The budget is $50,000, for the venue, speakers and marketing. The deadline for everybody's presentations is \
February 20th.";

const SCRIPTED: &str = r#"{"users": [
{"name": "John Doe", "email": "johndoe@email.com", "twitter": "@TechGuru44"},
{"name": "Jane Smith", "email": "janesmith@email.com", "twitter": "@DigitalDiva88"},
{"name": "Alex Johnson", "email": "alexj@email.com", "twitter": "@CodeMaster2023"}],
"date": "March 15th, 2024",
"location": "Grand Tech Arena located at 4521 Innovation Drive",
"budget": 50000,
"deadline": "February 20th"}"#;

#[tokio::main]
async fn main() -> examples::Result {
    let connection = examples::connect(SCRIPTED).await?;
    let mut stream = Meeting::stream_partial(&connection.client, TEXT)
        .system("Extract what was agreed.")
        .max_tokens(800)
        .seed(171)
        .await?;

    let mut screen = Screen::new();
    while let Some(snapshot) = stream.next().await {
        screen.draw(&snapshot?)?;
    }
    screen.clear()?;
    let meeting = stream.complete().await?;
    println!("{}", serde_json::to_string_pretty(&meeting)?);
    Ok(())
}

/// The last snapshot on a terminal, drawn over the one before.
struct Screen {
    term: Term,
    lines: usize,
}

impl Screen {
    fn new() -> Self {
        Screen {
            // Buffered, so that a drawing appears at once.
            term: Term::buffered_stdout(),
            lines: 0,
        }
    }

    fn draw<P: Partial>(&mut self, snapshot: &Snapshot<P>) -> io::Result<()> {
        if !self.term.is_term() {
            return Ok(());
        }
        let json = serde_json::to_string_pretty(snapshot)?;
        let (rows, columns) = self.term.size();
        let (rows, columns) = (usize::from(rows), usize::from(columns));
        // A line that wraps, or more lines than rows, could not be drawn over.
        let lines: Vec<&str> = json.lines().collect();
        let visible = &lines[lines.len().saturating_sub(rows - 1)..];
        self.term.clear_last_lines(self.lines)?;
        for line in visible {
            let plain: String = line
                .chars()
                .map(|c| if c.is_control() { '·' } else { c })
                .collect();
            self.term.write_line(&truncate_str(&plain, columns, "…"))?;
        }
        self.lines = visible.len();
        self.term.flush()
    }

    fn clear(&mut self) -> io::Result<()> {
        self.term
            .clear_last_lines(std::mem::take(&mut self.lines))?;
        self.term.flush()
    }
}
