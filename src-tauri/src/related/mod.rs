//! What joins articles: their terms, signatures of their texts, likeness and stories. Pure functions of words and dates;
//! the library hands them what it read and stores what they say.
