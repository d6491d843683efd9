import ClusterModel
import Endpoints

extension ReadAnswer {
    /// An answer with a text for its body.
    init(_ text: String, status: Int = 200) {
        self.init(status: status, body: Array(text.utf8))
    }
}

extension Result where Failure == ReadFailure {
    /// Why there is no value.
    var failure: ReadFailure? {
        guard case .failure(let reason) = self else { return nil }
        return reason
    }
}
