import Glibc
import NcursesTerminal

extension SignalQueue {
    /// What ends a program that paints no screen; stopping and continuing it is left to the system.
    static let endings = [SIGINT, SIGTERM, SIGHUP]

    /// The queue, made before any thread starts; every thread inherits what it blocks.
    static func open(_ signals: [Int32] = SignalQueue.terminalSignals) throws -> SignalQueue {
        guard let queue = SignalQueue(signals) else {
            throw Complaint.unavailable("this system gives no signal descriptor.")
        }
        return queue
    }

    /// What the signals that wait ask for.
    func requests() -> [SignalRequest] { take().map(SignalRequest.init) }
}
