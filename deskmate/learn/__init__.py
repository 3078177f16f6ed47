"""The domain of learning: pages, sections, sentences, words, glossary and sources."""
