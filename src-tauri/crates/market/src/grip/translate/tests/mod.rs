//! Records as they are documented, and what they become.
