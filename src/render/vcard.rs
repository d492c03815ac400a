//! Cards of persons and offices, for address books (vCard 3.0, RFC 2426, which every address book reads).

use super::lines::{Lines, escape};

/// What a card says; what is empty is left out.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub(super) name: String,
    pub(super) organization: String,
    pub(super) role: String,
    /// Street, city, postal code, country.
    pub(super) address: [String; 4],
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) website: String,
}

/// The file of a card.
pub(super) fn file(card: &Card) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCARD");
    lines.put("VERSION", "3.0");
    lines.text("FN", &card.name);
    // The parts of a name cannot be known: all of it stands as the family name, which is what is sorted by.
    lines.put("N", &format!("{};;;;", escape(&card.name)));
    lines.text("ORG", &card.organization);
    lines.text("TITLE", &card.role);
    if card.address.iter().any(|part| !part.is_empty()) {
        let [street, city, code, country] = card.address.each_ref().map(|part| escape(part));
        lines.put("ADR;TYPE=WORK", &format!(";;{street};{city};;{code};{country}"));
    }
    lines.put("TEL;TYPE=WORK,VOICE", &card.phone);
    lines.put("EMAIL;TYPE=INTERNET,WORK", &card.email);
    lines.put("URL", &card.website);
    lines.put("END", "VCARD");
    lines.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_how_to_reach_somebody() {
        let card = Card {
            name: "Atelier numérique".into(),
            organization: "Université ; Estran".into(),
            address: ["12 quai des Chalutiers, bât. 2".into(), "Port-Salines".into(), "17999".into(), String::new()],
            phone: "+33536491234".into(),
            ..Card::default()
        };
        assert_eq!(
            file(&card),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Atelier numérique\r\nN:Atelier numérique;;;;\r\n\
             ORG:Université \\; Estran\r\nADR;TYPE=WORK:;;12 quai des Chalutiers\\, bât. 2;Port-Salines;;17999;\r\n\
             TEL;TYPE=WORK,VOICE:+33536491234\r\nEND:VCARD\r\n"
        );
    }
}
