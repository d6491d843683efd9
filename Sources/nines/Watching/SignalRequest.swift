import Glibc

/// What a signal asks of the program.
enum SignalRequest: Equatable {
    case end(signal: Int32)
    case stop
    case proceed
    case windowChanged

    init(_ signal: Int32) {
        switch signal {
        case SIGTSTP: self = .stop
        case SIGCONT: self = .proceed
        case SIGWINCH: self = .windowChanged
        default: self = .end(signal: signal)
        }
    }

    /// Whether the program is asked to end.
    var isEnd: Bool {
        switch self {
        case .end: true
        case .stop, .proceed, .windowChanged: false
        }
    }
}
