//! House rules asked about a whole probes file, by a worker of its own.

use std::rc::Rc;

use sflens::results::ResponseBytes;
use yew::prelude::*;

use crate::protocol::{FileAnswer, FileQuestion, FilesNews, FilesRequest, from_bytes, to_bytes};
use crate::worker::FilesClient;

/// How it stands with a question about a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileWork {
    /// Nothing was asked.
    Idle,
    /// So many thousandths are done.
    Working(u32),
    /// The answer to this question.
    Done(Rc<(FileQuestion, FileAnswer)>),
    /// There is no answer, for this reason.
    Failed(Rc<str>),
}

/// How it stands, and the verbs.
#[derive(Clone, PartialEq)]
pub struct FileRules {
    /// How it stands with the last question.
    pub work: FileWork,
    /// Asks, and forgets what was asked before.
    pub ask: Callback<FileQuestion>,
    /// Stops what is going on, and forgets what was said.
    pub stop: Callback<()>,
}

/// Starts a worker for each question; it ends with its answer, or when it is stopped.
#[hook]
pub fn use_file_rules() -> FileRules {
    let work = use_state(|| FileWork::Idle);
    let client = use_mut_ref(|| None::<FilesClient>);
    let ask = {
        let (work, client) = (work.setter(), client.clone());
        Callback::from(move |question: FileQuestion| {
            work.set(FileWork::Working(0));
            let started = start(question, work.clone());
            if let Err(reason) = &started {
                work.set(FileWork::Failed(reason.as_str().into()));
            }
            client.replace(started.ok());
        })
    };
    let stop = {
        let (work, client) = (work.setter(), client.clone());
        Callback::from(move |()| {
            client.replace(None);
            work.set(FileWork::Idle);
        })
    };
    let is_over = !matches!(*work, FileWork::Working(_));
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            client.replace(None);
        }
    });
    FileRules {
        work: (*work).clone(),
        ask,
        stop,
    }
}

fn start(question: FileQuestion, work: UseStateSetter<FileWork>) -> Result<FilesClient, String> {
    let bytes = ResponseBytes(to_bytes(&question));
    let client = FilesClient::start(move |news| work.set(take(&question, news)))?;
    client.bring_probes();
    client.send(&FilesRequest::Lint(bytes), &[]);
    Ok(client)
}

fn take(question: &FileQuestion, news: FilesNews) -> FileWork {
    let answer = match news {
        FilesNews::Lint(bytes) => from_bytes(&bytes.0),
        FilesNews::Died(reason) => return FileWork::Failed(reason.into()),
        _ => None,
    };
    match answer {
        Some(FileAnswer::Progress(done)) => FileWork::Working(done),
        Some(answer) => FileWork::Done(Rc::new((question.clone(), answer))),
        None => FileWork::Failed("the answer cannot be read".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::RuleChoice;

    #[test]
    fn news_become_states() {
        let question = FileQuestion {
            file: "mine".to_owned(),
            paste: String::new(),
            release: String::new(),
            choice: RuleChoice::default(),
            tidy: false,
        };
        let said = |answer: &FileAnswer| {
            let news = FilesNews::Lint(ResponseBytes(to_bytes(answer)));
            take(&question, news)
        };
        assert_eq!(said(&FileAnswer::Progress(40)), FileWork::Working(40));
        assert!(matches!(said(&FileAnswer::NoFile), FileWork::Done(_)));
        let died = take(&question, FilesNews::Died("no".to_owned()));
        assert_eq!(died, FileWork::Failed("no".into()));
        let unread = take(&question, FilesNews::Lint(ResponseBytes(vec![1])));
        assert!(matches!(unread, FileWork::Failed(_)));
    }
}
