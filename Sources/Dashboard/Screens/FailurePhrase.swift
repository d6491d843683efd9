import ClusterModel
import Wording

/// Below this the age of a failure says nothing that the failure does not.
private let shortest = Duration.seconds(5)

extension ReadFailure {
    /// Why a source gives nothing and for how long: `connection refused (for 12 s)`.
    func phrase(since: Timestamp, at now: Timestamp) -> Phrase {
        now - since < shortest ? phrase : "\(phrase) (for \((now - since).brief))"
    }
}
