import Foundation
import NcursesTerminal
import Testing

@Suite struct SignalQueueTests {
    @Test func `signals wait in the queue instead of interrupting`() throws {
        let queue = try #require(SignalQueue([SIGUSR1, SIGUSR2]))
        #expect(queue.take().isEmpty)
        raise(SIGUSR1)
        raise(SIGUSR2)
        raise(SIGUSR1)
        #expect(Set(queue.take()) == [SIGUSR1, SIGUSR2])
        #expect(queue.take().isEmpty)
    }
}
