import CCurl
import ClusterModel
import Endpoints

/// Requests to an API server, which need something to show and may be refused with it.
extension CurlReader {
    /// Sees whether the credential that requests wait for is there.
    func retryWaiting() {
        guest?.retryWaiting()
        let transfers = waiting
        waiting = []
        for transfer in transfers {
            if transfer.deadline > .now {
                begin(transfer)
            } else {
                reply(to: transfer, .failure(.withoutCredential(reason: "the credential plugin still runs")))
            }
        }
    }

    /// Whether the API server refused what it was shown, and there is something else to show.
    func isWorthAnotherTry(_ transfer: CurlTransfer, _ outcome: Result<ReadAnswer, ReadFailure>) -> Bool {
        guard let shown = transfer.shown, !transfer.isSecondTry, let link = preparation.link(for: transfer.request),
            case .success(let answer) = outcome, link.isRefusal(answer, to: transfer.request)
        else { return false }
        return link.replace(shown)
    }

    func repeatOnce(_ transfer: CurlTransfer) {
        curl_multi_remove_handle(multi, transfer.easy.pointer)
        transfers[transfer.easy.pointer] = nil
        guard let again = transfer.again() else {
            return reply(to: transfer, .failure(.unreachable(reason: "out of memory")))
        }
        begin(again)
    }
}
