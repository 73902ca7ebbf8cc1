//! Records made by hand, for the tests of everything that shows them.

use sflens::results::*;

/// A finding about `file` at `start`, two bytes long, on line 1.
pub(crate) fn finding(file: &str, start: u32, rule: &str) -> DiagnosticRecord {
    DiagnosticRecord {
        rule: rule.into(),
        severity: "error".into(),
        title: format!("title of {rule}"),
        label: Some("label".into()),
        help: Some("write `)`".into()),
        file: file.into(),
        span: SpanRecord {
            start,
            end: start + 2,
        },
        line: 1,
        column: start + 1,
        edit: None,
        second: None,
    }
}

/// A whole response that no line was asked about.
pub(crate) fn response(probe: &str, bytes: &[u8]) -> ResponseRecord {
    ResponseRecord {
        probe: probe.into(),
        declared_length: bytes.len() as u32,
        bytes: ResponseBytes(bytes.to_vec()),
        truncated: false,
        damaged: false,
        sound_length: bytes.len() as u32,
        span: SpanRecord::default(),
        payload: None,
        taken: TakenLine::NotAsked,
        all: None,
        user_lines: None,
        nearest: None,
        prefixes: None,
        limit_hits: None,
        replay: None,
        diagnostics: None,
    }
}

/// A fingerprint of port 21/tcp with these responses.
pub(crate) fn fingerprint(responses: Vec<ResponseRecord>) -> FingerprintRecord {
    FingerprintRecord {
        source: SourceRecord {
            file: "paste".into(),
            span: SpanRecord::default(),
            line: 1,
            column: 1,
        },
        host: None,
        port: Some(21),
        protocol: "TCP".into(),
        version: Some("3.40PVT16".into()),
        tunnel: None,
        intensity: None,
        date: Some("9/6".into()),
        time: Some(0x3f5a_961c),
        time_utc: None,
        platform: None,
        reported: None,
        complete: true,
        responses,
        verdict: None,
    }
}

/// What line `line` of the user's did.
pub(crate) fn outcome(line: u32, outcome: LineOutcome) -> LineOutcomeRecord {
    LineOutcomeRecord {
        at: line_ref(line),
        outcome,
        soft: false,
        hidden_by: None,
        captures: None,
        progress: None,
        why: None,
        repairs: Vec::new(),
        parts: None,
    }
}

/// The match of line `line` of the user's, whose group 1 fills the host name.
pub(crate) fn taken(line: u32, captures: Vec<Option<SpanRecord>>) -> MatchRecord {
    MatchRecord {
        file: "lines".into(),
        line,
        probe: None,
        soft: false,
        service: "ftp".into(),
        product: None,
        version: None,
        info: None,
        hostname: Some("stage".into()),
        os: None,
        device_type: None,
        cpe: Vec::new(),
        captures,
        substitutions: vec![SubstitutionRecord {
            field: "hostname".into(),
            cpe_idx: None,
            start: 0,
            end: 5,
            group: 1,
        }],
    }
}

/// Line `line` of the user's.
pub(crate) fn line_ref(line: u32) -> LineRefRecord {
    let file = "lines".into();
    LineRefRecord { file, line }
}

/// A hard match of line 1 on the first response, with captures 1 to 3 in its fields.
pub(crate) fn verdict() -> VerdictRecord {
    let text = |text: &str| Some(text.to_owned());
    let substitution = |field: &str, start, end, group| SubstitutionRecord {
        field: field.into(),
        cpe_idx: (field == "cpe").then_some(0),
        start,
        end,
        group,
    };
    VerdictRecord {
        state: "hard".into(),
        service: text("ftp"),
        tunnel: None,
        product: text("Stagehand ftpd"),
        version: text("2.1WU(1)"),
        info: text("SCO 2.6.1"),
        hostname: text("stage"),
        os: text("SCO UNIX"),
        device_type: None,
        cpe: vec!["cpe:/a:stagehand:ftpd:2.1wu%281%29".into()],
        substitutions: vec![
            substitution("version", 0, 8, 2),
            substitution("info", 4, 9, 3),
            substitution("hostname", 0, 5, 1),
            substitution("cpe", 22, 34, 2),
        ],
        decided_by: Some(DecisionRecord {
            at: line_ref(1),
            response_idx: 0,
        }),
        refined: None,
        printed: PrintedRecord {
            port_line: text("21/tcp open  ftp     Stagehand ftpd 2.1WU(1) (SCO 2.6.1)"),
            ..PrintedRecord::default()
        },
    }
}

/// What a survey says of a fingerprint with this verdict.
pub(crate) fn surveyed(state: &str, service: &str) -> Option<SurveyRecord> {
    Some(SurveyRecord {
        verdict: VerdictRecord {
            state: state.into(),
            service: Some(service.into()),
            product: None,
            version: None,
            ..verdict()
        },
        nearest: None,
    })
}
