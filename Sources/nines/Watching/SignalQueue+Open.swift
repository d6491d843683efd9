import NcursesTerminal

extension SignalQueue {
    /// The queue, made before any thread starts; every thread inherits what it blocks.
    static func open() throws -> SignalQueue {
        guard let queue = SignalQueue() else { throw Complaint.unavailable("this system gives no signal descriptor.") }
        return queue
    }

    /// What the signals that wait ask for, oldest first.
    func requests() -> [SignalRequest] { take().map(SignalRequest.init) }
}
