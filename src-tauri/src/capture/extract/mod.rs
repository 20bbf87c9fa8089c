//! The readable content, the metadata and the links of a page.
