//! An image in, line items out, in a table that grows: `cargo run --example invoice`
//!
//! It reads `examples/invoice.png`, or the image whose path is given. What is finished goes to stdout; the row that is
//! being written shows on a terminal only.

use console::{Alignment, Term, pad_str, truncate_str};
use instructor_core::{Extract, FieldState, Image, Message, Snapshot};
use rust_decimal::Decimal;
use std::io;

/// An invoice, as it is written.
#[derive(Extract)]
struct Invoice {
    /// Who wants to be paid.
    seller: String,
    /// In three letters.
    #[extract(pattern = "^[A-Z]{3}$", example = "EUR")]
    currency: String,
    items: Vec<Item>,
    /// The amount to pay.
    total: Decimal,
}

/// A line of the table.
#[derive(Extract)]
struct Item {
    description: String,
    quantity: Decimal,
    unit_price: Decimal,
    total: Decimal,
}

const IMAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/invoice.png");

const SCRIPTED: &str = r#"{"seller": "Birch & Bolt", "currency": "EUR", "items": [
{"description": "Oak board, 2 m", "quantity": "6", "unit_price": "18.50", "total": "111.00"},
{"description": "Brass hinge", "quantity": "12", "unit_price": "3.25", "total": "39.00"},
{"description": "Wood glue, 750 ml", "quantity": "2", "unit_price": "7.90", "total": "15.80"},
{"description": "Sandpaper, set of 10", "quantity": "3", "unit_price": "4.60", "total": "13.80"},
{"description": "Delivery", "quantity": "1", "unit_price": "15.00", "total": "15.00"}],
"total": "194.60"}"#;

#[tokio::main]
async fn main() -> examples::Result {
    let path = std::env::args_os().nth(1).unwrap_or_else(|| IMAGE.into());
    let image = Image::read(path)?;
    let connection = examples::connect(SCRIPTED).await?;
    let message = Message::user("Extract this invoice.").with(image);
    let mut stream = Invoice::stream_partial(&connection.client, message).await?;

    let mut table = Table::new()?;
    while let Some(invoice) = stream.next().await {
        table.draw(&invoice?)?;
    }
    let invoice = stream.complete().await?;
    let payee = format!("{}, {}", invoice.seller, invoice.currency);
    table.print(&row(&payee, "", "", &invoice.total.to_string()))?;
    table.print(&checked(&invoice))?;
    Ok(())
}

/// Models misread digits. Invoices say most of them twice.
fn checked(invoice: &Invoice) -> String {
    for item in &invoice.items {
        let product = item.quantity * item.unit_price;
        if product != item.total {
            return format!(
                "{}: that makes {product}, not {}.",
                item.description, item.total
            );
        }
    }
    let sum: Decimal = invoice.items.iter().map(|item| item.total).sum();
    if sum != invoice.total {
        return format!("The items add up to {sum}, not to {}.", invoice.total);
    }
    "The items add up to the total.".to_owned()
}

/// The rows so far, the one that is being written below them.
struct Table {
    term: Term,
    finished: usize,
    has_open_row: bool,
}

impl Table {
    fn new() -> io::Result<Self> {
        let table = Table {
            // Buffered, so that a drawing appears at once.
            term: Term::buffered_stdout(),
            finished: 0,
            has_open_row: false,
        };
        table.print(&row("item", "quantity", "unit price", "total"))?;
        Ok(table)
    }

    fn draw(&mut self, invoice: &Snapshot<PartialInvoice>) -> io::Result<()> {
        let items = invoice.items.as_deref().unwrap_or_default();
        if std::mem::take(&mut self.has_open_row) {
            self.term.clear_last_lines(1)?;
        }
        let is_open = invoice.state_of(&invoice.items) == FieldState::Open;
        let finished = match is_open {
            true => items.len().saturating_sub(1),
            false => items.len(),
        };
        for item in &items[self.finished..finished] {
            self.write(&item_row(invoice, item))?;
        }
        self.finished = finished;
        if let Some(item) = items.get(finished).filter(|_| self.term.is_term()) {
            self.write(&item_row(invoice, item))?;
            self.has_open_row = true;
        }
        self.term.flush()
    }

    fn print(&self, text: &str) -> io::Result<()> {
        self.write(text)?;
        self.term.flush()
    }

    fn write(&self, text: &str) -> io::Result<()> {
        // A line that wraps, or has a line break in it, could not be drawn over.
        let plain: String = text
            .chars()
            .map(|c| if c.is_control() { '·' } else { c })
            .collect();
        let columns = match self.term.is_term() {
            true => usize::from(self.term.size().1),
            false => usize::MAX,
        };
        self.term.write_line(&truncate_str(&plain, columns, "…"))
    }
}

fn item_row(invoice: &Snapshot<PartialInvoice>, item: &PartialItem) -> String {
    let cursor = match invoice.state_of(&item.description) {
        FieldState::Open => "▏",
        _ => "",
    };
    let description = item.description.as_deref().unwrap_or_default();
    let number = |number: Option<Decimal>| number.map(|number| number.to_string());
    let [quantity, unit_price, total] =
        [item.quantity, item.unit_price, item.total].map(|field| number(field).unwrap_or_default());
    row(
        &format!("{description}{cursor}"),
        &quantity,
        &unit_price,
        &total,
    )
}

fn row(description: &str, quantity: &str, unit_price: &str, total: &str) -> String {
    let description = pad_str(description, 32, Alignment::Left, Some("…"));
    format!("{description}{quantity:>10}{unit_price:>12}{total:>12}")
}
