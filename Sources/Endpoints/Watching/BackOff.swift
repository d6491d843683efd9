/// How long what fails is left alone: longer with each further failure in a row, up to a limit.
struct BackOff: Equatable {
    /// After the first failure.
    var first: Duration
    var longest: Duration

    func pause(after failures: Int) -> Duration {
        min(longest, first * (1 << min(10, max(0, failures - 1))))
    }
}
