//! The worker waits for a part of itself, and the page's clock for its answer stands still.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::serve::post;
use crate::lazy::NotLoaded;
use crate::protocol::FromWorker;

/// Waits for `part`, and tells the page when that begins to take time and when it is over. Nothing
/// is told of a part that is there.
pub(super) async fn loaded(
    part: impl Future<Output = Result<(), NotLoaded>>,
) -> Result<(), NotLoaded> {
    let mut part = pin!(part);
    if let Poll::Ready(result) = poll_fn(|ctx| Poll::Ready(part.as_mut().poll(ctx))).await {
        return result;
    }
    post(&FromWorker::Loading);
    part.await?;
    post(&FromWorker::Loaded);
    Ok(())
}
