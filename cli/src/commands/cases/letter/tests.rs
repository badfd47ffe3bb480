use super::*;

fn mail(headers: &str, body: &str) -> Vec<u8> {
    let from =
        "From: =?utf-8?B?546L5bCP5piO?= <wang@example.org>\r\nMessage-ID: <1@example.org>\r\n";
    format!("{from}{headers}\r\n{body}").into_bytes()
}

fn refused(headers: &str) -> Refused {
    Letter::read(&mail(headers, "words")).unwrap_err()
}

#[test]
fn words_are_subject_and_text_in_any_charset() {
    // 水管漏水 in GB18030, base64; the subject in quoted-printable of UTF-8.
    let headers = "Subject: =?utf-8?Q?=E5=8E=A8=E6=88=BF?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=GB18030\r\nContent-Transfer-Encoding: base64\r\n";
    let letter = Letter::read(&mail(headers, "y6653MKpy64=\r\n")).unwrap();
    assert_eq!(letter.words, "厨房\n水管漏水");
    assert_eq!(
        (letter.name.as_deref(), letter.address.as_str()),
        (Some("王小明"), "wang@example.org")
    );
    let headers = "Content-Type: text/plain; charset=iso-8859-1\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n";
    let letter = Letter::read(&mail(headers, "Caf=E9 le=\r\nak\r\n")).unwrap();
    assert_eq!(letter.words, "Café leak");
}

#[test]
fn a_letter_of_html_alone_is_turned_to_text_and_the_text_is_taken_where_there_is_one() {
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let letter =
        Letter::read(&mail(html, "<p>A pipe <b>leaks</b></p><script>x()</script>")).unwrap();
    assert_eq!(letter.words, "A pipe leaks");
    let blocks = "<div>Leak</div><div>2 Elm Street</div>";
    assert_eq!(Letter::read(&mail(html, blocks)).unwrap().words, "Leak\n2 Elm Street");
    let both = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n";
    let body = "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--\r\n";
    assert_eq!(Letter::read(&mail(both, body)).unwrap().words, "plain");
    assert_eq!(Letter::read(&mail("", "\r\n")).unwrap_err(), Refused::NoWords);
}

#[test]
fn photos_are_known_by_how_they_begin() {
    let headers =
        "Subject: two files\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    let part = |name: &str, data: &str| {
        format!(
            "--b\r\nContent-Type: image/jpeg; name={name}\r\nContent-Disposition: attachment; filename={name}\r\n\
            Content-Transfer-Encoding: base64\r\n\r\n{data}\r\n"
        )
    };
    // FF D8 FF E0, and MZ.
    let body = [part("a.jpg", "/9j/4A=="), part("b.jpg", "TVo="), "--b--\r\n".to_owned()].concat();
    let letter = Letter::read(&mail(headers, &body)).unwrap();
    assert_eq!(letter.photos, [vec![0xFF, 0xD8, 0xFF, 0xE0]]);
}

#[test]
fn what_no_person_wrote_is_refused() {
    assert_eq!(refused("Auto-Submitted: auto-replied\r\n"), Refused::Automatic);
    assert_eq!(refused("Return-Path: <>\r\n"), Refused::Bounce);
    assert_eq!(refused("Content-Type: multipart/report; boundary=b\r\n"), Refused::Bounce);
    assert_eq!(refused("Precedence: bulk\r\n"), Refused::Bulk);
    let round =
        "Received: from a by b; Mon, 30 Nov 2026 00:00:00 +0000\r\n".repeat(MOST_SERVERS + 1);
    assert_eq!(refused(&round), Refused::Loop);
    assert!(Letter::read(&mail("Auto-Submitted: no\r\n", "words")).is_ok());
    let nobody = b"Subject: x\r\n\r\nwords".to_vec();
    assert_eq!(Letter::read(&nobody).unwrap_err(), Refused::NoSender);
    let long = vec![b'a'; usize::try_from(LONGEST).unwrap() + 1];
    assert_eq!(Letter::read(&long).unwrap_err(), Refused::TooLong);
}

#[test]
fn a_letter_is_the_same_by_its_message_id() {
    let one = Letter::read(&mail("Received: from a by b\r\n", "words")).unwrap();
    let again = Letter::read(&[b"From MAILER Mon\n".to_vec(), mail("", "words")].concat()).unwrap();
    assert_eq!(one.known_by, again.known_by);
    let bare =
        |words: &str| Letter::read(format!("From: a@b.org\r\n\r\n{words}").as_bytes()).unwrap();
    assert_ne!(bare("one").known_by, bare("two").known_by);
}

#[test]
fn places_are_looked_for_line_by_line() {
    let letter = Letter::read(&mail("Subject: leak\r\n", "Address: 2 Elm Street\r\n")).unwrap();
    let places = letter.places();
    assert_eq!(places[0], ["leak"]);
    assert_eq!(places[1], ["Address: 2 Elm Street", "Address", "2 Elm Street"]);
}
