//! An answer that is no good stops at its first bad field, goes back, and comes again: `cargo run --example validate`

use instructor_core::Extract;

/// Somebody who books a table.
#[derive(Extract, Debug)]
struct Booking {
    name: String,
    /// How many people come.
    #[extract(min = 1, max = 12)]
    guests: u8,
    /// What else there is to know, in full sentences.
    wishes: String,
}

#[tokio::main]
async fn main() -> examples::Result {
    let wishes = "A table by the window, please, and a high chair for the youngest.";
    let scripted = [40, 4].map(|guests| {
        format!(r#"{{"name": "Ana Núñez", "guests": {guests}, "wishes": "{wishes}"}}"#)
    });
    let connection = examples::connect_to(scripted).await?;

    let text = format!("Ana Núñez here: we are four, once more forty last year. {wishes}");
    let mut stream = Booking::stream_partial(&connection.client, text)
        .max_retries(2)
        .check(|booking: &Booking| match booking.name.trim().is_empty() {
            true => Err("whose booking is it?"),
            false => Ok(()),
        })
        .await?;

    let mut attempt = 0;
    while let Some(snapshot) = stream.next().await {
        let booking = snapshot?;
        if booking.attempt() != attempt {
            attempt = booking.attempt();
            println!("attempt {attempt}");
        }
        println!(
            "  {:?} {:?} {:?}",
            booking.name, booking.guests, booking.wishes
        );
    }
    let (booking, response) = stream.complete_with_response().await?;
    println!("{booking:?}");
    println!("{attempt} attempts, {:?}", response.usage);
    if let Some(told) = connection.last_told() {
        println!("\nWhat went back with the first answer:\n{told}");
    }
    Ok(())
}
