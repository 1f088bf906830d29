//! What a test does in the very moment before a call is answered: the one place where what a person decided on and
//! what a marketplace holds can come apart.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A deed; it is told how many calls came before this one, since it was set.
type Deed = Box<dyn FnMut(usize) + Send>;

/// The deed that is done before every call at any shop, with the calls so far.
#[derive(Clone, Default)]
pub(crate) struct Doorbell(Arc<Mutex<Option<(usize, Deed)>>>);

impl Doorbell {
    /// From now on this is done before every call, and calls are counted anew.
    pub(crate) fn set(&self, deed: Option<Deed>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = deed.map(|deed| (0, deed));
    }

    /// A call has come. Two that come at once come one after the other, so that each is told its own number.
    pub(crate) fn ring(&self) {
        let mut set = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((calls, deed)) = set.as_mut() {
            deed(*calls);
            *calls += 1;
        }
    }
}

impl fmt::Debug for Doorbell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Doorbell").finish_non_exhaustive()
    }
}
