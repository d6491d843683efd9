import Foundation
import TestSupport
import Testing

/// What the compiler refuses: every way around the authority to write (`Sources/Operations/WriteAuthority.swift`).
struct WritePathTypeTests {
    /// A piece of code that must not compile, and what the compiler says of it.
    struct Attempt: Sendable, CustomStringConvertible {
        var description: String
        var imports: [String] = ["Operations"]
        var code: String
        var complaint: String
    }

    static let attempts = [
        Attempt(
            description: "making an authority",
            code: "func f() -> WriteAuthority { WriteAuthority() }",
            complaint: "'WriteAuthority' initializer is inaccessible due to 'fileprivate' protection level"
        ),
        Attempt(
            description: "copying an authority",
            code: "func f(_ a: borrowing WriteAuthority) -> WriteAuthority { let b = a; return b }",
            complaint: "cannot be consumed"
        ),
        Attempt(
            description: "using an authority twice",
            code: """
                func take(_ a: consuming WriteAuthority) {}
                func f(_ a: consuming WriteAuthority) { take(a); take(a) }
                """,
            complaint: "'a' consumed more than once"
        ),
        Attempt(
            description: "copying a session",
            code: "func f(_ s: borrowing Session) -> Session { let t = s; return t }",
            complaint: "cannot be consumed"
        ),
        Attempt(
            description: "making a confirmed plan",
            code: "func f(_ p: Plan) -> ConfirmedPlan { ConfirmedPlan(p) }",
            complaint: "'ConfirmedPlan' initializer is inaccessible due to 'fileprivate' protection level"
        ),
        Attempt(
            description: "a request from a plan that nobody confirmed",
            code: """
                func f(_ p: Plan, _ a: borrowing WriteAuthority) -> MutatingRequest? {
                    MutatingRequest(p, step: 0, under: a)
                }
                """,
            complaint: "cannot convert value of type 'Plan' to expected argument type 'ConfirmedPlan'"
        ),
        Attempt(
            description: "a request without an authority",
            code: "func f(_ p: ConfirmedPlan) -> MutatingRequest? { MutatingRequest(p, step: 0) }",
            complaint: "missing argument for parameter 'under' in call"
        ),
        Attempt(
            description: "an access review without an authority",
            imports: ["Operations", "ClusterModel"],
            code: "func f(_ r: ProxyRight, _ s: WebAddress) -> AccessReview { AccessReview(of: r, at: s) }",
            complaint: "missing argument for parameter 'under' in call"
        ),
        Attempt(
            description: "an access review that leads elsewhere",
            code: "func f(_ r: AccessReview) { var review = r; review.url = \"https://api/api/v1/pods\" }",
            complaint: "'url' is a 'let' constant"
        ),
        Attempt(
            description: "changing a request that was made",
            code: "func f(_ r: MutatingRequest, _ o: RequestOutline) { var r = r; r.outline = o }",
            complaint: "'outline' is a 'let' constant"
        ),
        Attempt(
            description: "an authority from a read-only session",
            code: """
                func f() -> WriteAuthority? {
                    switch Session.open(.watch(because: "")) {
                    case .readOnly(let authority): authority
                    case .readWrite: nil
                    }
                }
                """,
            complaint: "pattern with associated values does not match enum case 'readOnly'"
        ),
        Attempt(
            description: "the dashboard naming a plan",
            imports: ["Dashboard"],
            code: "func f(_ d: Dashboard) -> Plan? { nil }",
            complaint: "cannot find type 'Plan' in scope"
        ),
        Attempt(
            description: "the dashboard sending",
            imports: ["Dashboard", "Endpoints", "ClusterModel"],
            code: "func f(_ a: WebAddress) -> Dashboard.Effect { .execute(a) }",
            complaint: "has no member 'execute'"
        ),
    ]

    private static var modules: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("Modules").path
    }

    /// SwiftPM names a package after its folder, and `package` access goes by that name.
    private static var package: String {
        String(PackageFolder.root.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// Shared, because a cache of its own costs each attempt most of its time.
    private static let moduleCache =
        FileManager.default.temporaryDirectory.appendingPathComponent("nines-module-cache").path

    /// Copies of what cannot be copied are found after type checking, in the code's intermediate form.
    private func check(_ code: String, _ imports: [String]) throws -> Command.Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("attempt.swift")
        let text = imports.map { "import \($0)\n" }.joined() + code + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try Command([
            "swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-package-name", Self.package, "-I",
            Self.modules,
            "-module-cache-path", Self.moduleCache, file.path,
        ]).run()
    }

    @Test(arguments: attempts)
    func `the compiler refuses`(_ attempt: Attempt) throws {
        let outcome = try check(attempt.code, attempt.imports)
        #expect(outcome.exitCode != 0 && outcome.errors.contains(attempt.complaint), "\(outcome.errors)")
    }

    @Test func `the right way compiles`() throws {
        let code = """
            func f(_ plan: Plan) throws -> MutatingRequest? {
                let confirmed = try Confirmation(plan).confirm(typed: "db2", fresh: plan)
                switch Session.open(.operate) {
                case .readOnly: return nil
                case .readWrite(let authority): return MutatingRequest(confirmed, step: 0, under: authority)
                }
            }
            """
        let outcome = try check(code, ["Operations"])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
}
