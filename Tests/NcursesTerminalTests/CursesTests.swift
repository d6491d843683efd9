import Testing

/// All tests that start curses: it is global, so they run one after the other.
@Suite(.serialized) enum CursesTests {}
