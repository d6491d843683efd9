import ClusterModel
import TestSupport
import Testing

@testable import Endpoints

/// What the API server's proxy says for itself, and what comes out of a pod, after recorded answers.
struct ProxiedAnswerTests {
    private let address = WebAddress(host: "10.0.0.1", port: 8008).detour(
        to: PodName(namespace: "platform", name: "db1"),
        through: WebAddress(isTLS: true, host: "api", port: 6443)
    )

    private func failure(_ outcome: Result<ReadAnswer, ReadFailure>) -> ReadFailure? {
        guard case .failure(let failure) = ProxiedAnswer.read(outcome, from: address) else { return nil }
        return failure
    }

    @Test(arguments: [
        ("proxy-refused", ReadFailure.connectionRefused),
        ("proxy-https-to-http", .tls(reason: "net/http: TLS handshake timeout")),
        ("proxy-no-such-pod", .refused(status: 404, reason: "pod db1 is gone")),
        ("proxy-pod-without-ip", .refused(status: 400, reason: "the pod has no address yet")),
        ("proxy-forbidden", .refused(status: 403, reason: "user nobody may not get pods/proxy in namespace platform")),
        ("401-bad-token", .accessDenied(status: 401)),
    ])
    func `the server's own words read as what they are`(name: String, expected: ReadFailure) throws {
        #expect(failure(try Fixture("kubernetes-1.32.13/\(name).http").outcome()) == expected)
    }

    @Test(arguments: [
        ("dial tcp 10.0.0.1:8008: i/o timeout", ReadFailure.timedOut(connected: false)),
        ("EOF", .closedWithoutAnswer),
        ("tls: failed to verify certificate", .tls(reason: "tls: failed to verify certificate")),
        (
            "dial tcp 10.0.0.1:8008: connect: no route to host",
            .unreachable(
                reason: "the API server does not reach the pod: dial tcp 10.0.0.1:8008: connect: no route to host"
            )
        ),
    ])
    func `so does what came between it and the pod`(cause: String, expected: ReadFailure) {
        let body =
            #"{"kind":"Status","status":"Failure","message":"error trying to reach service: \#(cause)","code":503}"#
        #expect(failure(.success(ReadAnswer(status: 503, body: Array(body.utf8)))) == expected)
    }

    @Test(arguments: [
        (200, #"{"state": "running"}"#), (503, #"{"state": "starting", "role": "replica"}"#), (503, ""),
        (502, "<html>"),
        (503, #"{"kind": "Pod"}"#), (404, "{}"),
    ])
    func `what the pod says passes through, whatever its status`(status: Int, body: String) throws {
        let answer = ReadAnswer(status: status, body: Array(body.utf8))
        #expect(try ProxiedAnswer.read(.success(answer), from: address).get() == answer)
    }
}
