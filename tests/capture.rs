//! The capture room against the news site, over HTTP and with worker processes, as the library uses it.

mod address_rule;
mod bounds;
mod cancelling;
mod encodings;
mod faults;
mod hostile;
mod identity;
mod pages;
mod redirects;
