import Foundation

/// Whether `condition` came true within the span; asked every few milliseconds, and a last time at the end.
///
/// For what another process or thread does in its own time. The span is a limit for a broken run, not an expectation.
package func eventually(within span: Duration = .seconds(20), _ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + span
    while ContinuousClock.now < end {
        if try condition() { return true }
        Thread.sleep(forTimeInterval: 0.005)
    }
    return try condition()
}
