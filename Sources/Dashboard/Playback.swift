import Wording

/// How a recording is played: the dashboard decides by keys, and whoever plays it follows.
package struct Playback: Sendable, Equatable {
    /// Recorded seconds in a second.
    package private(set) var speed: Double
    package internal(set) var isPaused = false
    /// There is nothing more to play; the last picture stays.
    package internal(set) var hasEnded = false

    package static let speeds: ClosedRange<Double> = 0.1...1000
    private static let steps: [Double] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

    package init(speed: Double = 1) {
        self.speed = speed.isFinite ? min(max(speed, Self.speeds.lowerBound), Self.speeds.upperBound) : 1
    }

    /// Whether time goes on.
    package var isRunning: Bool { !isPaused && !hasEnded }

    mutating func changeSpeed(by steps: Int) {
        let next = steps > 0 ? Self.steps.first { $0 > speed } : Self.steps.last { $0 < speed }
        speed = next ?? speed
    }

    /// `×1`, `×0.5`, `×100`.
    var speedText: String {
        speed == speed.rounded() ? "×\(Int(speed))" : "×\((speed * 10).rounded() / 10)"
    }

    var stateBadge: Phrase? { hasEnded ? "END" : isPaused ? "PAUSED" : nil }
}
