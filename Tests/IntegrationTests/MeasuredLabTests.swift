import Testing

extension LabTests {
    /// What is measured in tenths of seconds or must be said within a few: `Tests/run` lets it run after everything else, alone.
    @Suite struct Measured {}
}
