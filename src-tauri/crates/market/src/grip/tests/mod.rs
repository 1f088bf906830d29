//! The connector with all its layers over a network that answers from a list.

mod opening;
