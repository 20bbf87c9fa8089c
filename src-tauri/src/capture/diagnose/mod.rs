//! Is this the whole article?
