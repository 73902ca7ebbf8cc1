//! Each form as the programs write it.

use super::*;

const BANNER: &[u8] = b"220 acme.example FTP\r\n";

#[track_caller]
fn check(text: &str, form: ByteForm, expected: &[u8]) {
    let (found, bytes) = recognize_bytes(text.as_bytes());
    assert_eq!(found, form, "{text}");
    assert_eq!(
        bytes.escape_ascii().to_string(),
        expected.escape_ascii().to_string(),
        "{text}"
    );
}

#[test]
fn dumps_of_every_program_are_read() {
    let dumps = [
        "00000000: 3232 3020 6163 6d65 2e65 7861 6d70 6c65  220 acme.example\n00000010: 2046 5450 0d0a                            FTP..\n",
        "00000000  32 32 30 20 61 63 6d 65  2e 65 78 61 6d 70 6c 65  |220 acme.example|\n00000010  20 46 54 50 0d 0a                                 | FTP..|\n00000016\n",
        "0000000 3232 2030 6361 656d 652e 6178 706d 656c\n0000010 4620 5054 0a0d\n0000016\n",
        "0000000 32 32 30 20 61 63 6d 65 2e 65 78 61 6d 70 6c 65\n0000020 20 46 54 50 0d 0a\n0000026\n",
        "0000   32 32 30 20 61 63 6d 65 2e 65 78 61 6d 70 6c 65   220 acme.example\n0010   20 46 54 50 0d 0a                                  FTP..\n",
        "[0000]   32 32 30 20 61 63 6D 65   2E 65 78 61 6D 70 6C 65   220 acme .example\n[0010]   20 46 54 50 0D 0A                                    FTP..\n",
        "00000000  47 45 54 0d 0a          GET..\n    00000000  32 32 30 20 61 63 6d 65  2e 65 78 61 6d 70 6c 65   220 acme .example\n    00000010  20 46 54 50 0d 0a                                   FTP..\n",
    ];
    for dump in dumps {
        check(dump, ByteForm::Dump, BANNER);
    }
}

#[test]
fn repeated_lines_and_odd_lengths_are_read() {
    let dump = "00000000  61 61 61 61 61 61 61 61  61 61 61 61 61 61 61 61  |aaaaaaaaaaaaaaaa|\n*\n00000030  62                                                |b|\n00000031\n";
    check(dump, ByteForm::Dump, &[&[b'a'; 48][..], b"b"].concat());
    check("0000000 6261 0063\n0000003\n", ByteForm::Dump, b"abc");
}

/// 16 MiB, and one line more.
#[test]
fn lines_are_repeated_up_to_a_limit() {
    let dump =
        |end: &str| format!("00000000 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61\n*\n{end}\n");
    let read = |end| read_bytes(dump(end).as_bytes(), ByteForm::Dump).map(|bytes| bytes.len());
    assert_eq!(read("01000000"), Some(1 << 24));
    assert_eq!(read("01000010"), None);
}

#[test]
fn characters_that_look_like_bytes_are_none() {
    check(
        "00000000: 6162 2063 6420 6566                      ab cd ef\n",
        ByteForm::Dump,
        b"ab cd ef",
    );
    check(
        "0000   61 62 20 63   ab c\n0004   64   d\n",
        ByteForm::Dump,
        b"ab cd",
    );
}

#[test]
fn a_dump_with_a_missing_line_is_none() {
    let dump =
        "00000000: 3232 3020 6163 6d65 2e65 7861 6d70 6c65  220 acme.example\n00000020: 2046  F\n";
    assert_eq!(recognize_bytes(dump.as_bytes()).0, ByteForm::Raw);
}

#[test]
fn hexadecimal_is_read_with_any_separator() {
    for text in [
        "41434d45",
        "41 43 4d 45\n",
        "41:43:4D:45",
        "0x41, 0x43, 0x4d, 0x45",
    ] {
        check(text, ByteForm::Hex, b"ACME");
    }
    check(
        "char peer1_0[] = { /* Packet 5 */\n0x41, 0x43, \n0x4d, 0x45 };\n",
        ByteForm::Hex,
        b"ACME",
    );
    check("[65, 67, 77, 69]", ByteForm::Numbers, b"ACME");
}

#[test]
fn base64_is_read_when_it_is_whole() {
    check("QUNNRSAzDQo=", ByteForm::Base64, b"ACME 3\r\n");
    check("QUNNRSAz\nQUNN\n", ByteForm::Base64, b"ACME 3ACM");
    for text in ["QUNNRSAzDQo", "welcome home", "QUNNRSB="] {
        assert_eq!(recognize_bytes(text.as_bytes()).0, ByteForm::Raw, "{text}");
    }
}

#[test]
fn literals_are_read() {
    check(r#"b'ACME\x203\r\n'"#, ByteForm::Literal, b"ACME 3\r\n");
    check(
        "\"ACME\\0403\" \\\n\"\\r\\n\";",
        ByteForm::Literal,
        b"ACME 3\r\n",
    );
    check(
        "const char *x = \"a'\\0\\\"\";\n",
        ByteForm::Literal,
        b"a'\0\"",
    );
    assert_eq!(recognize_bytes(b"\"a\" and \"b\"").0, ByteForm::Raw);
}

#[test]
fn everything_else_is_the_bytes_themselves() {
    for text in ["220 ready\r\n", "", "\0\u{1}", "SSH-2.0-x\r\n", "OK"] {
        check(text, ByteForm::Raw, text.as_bytes());
    }
}

#[test]
fn names_come_back() {
    for form in ByteForm::ALL {
        assert_eq!(ByteForm::from_name(form.name()), Some(form));
    }
}
