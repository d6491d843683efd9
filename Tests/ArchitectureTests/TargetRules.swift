/// What each target of `Sources` may import, and whether it must be pure.
///
/// This is the table of `Sources/ARCHITECTURE.md` in a form that a test can hold the code against.
struct TargetRules: Sendable {
    let name: String
    let imports: Set<String>
    let isPure: Bool

    private init(_ name: String, imports: Set<String>, isPure: Bool = true) {
        self.name = name
        self.imports = imports
        self.isPure = isPure
    }

    static let all: [TargetRules] = [
        TargetRules("Wording", imports: []),
        TargetRules("ClusterModel", imports: ["DequeModule", "Wording"]),
        TargetRules("Endpoints", imports: ["ClusterModel", "FoundationEssentials"]),
        TargetRules("Diagnosis", imports: ["ClusterModel", "Wording"]),
        TargetRules("Operations", imports: ["ClusterModel"]),
        TargetRules("Drills", imports: ["ClusterModel", "Diagnosis"]),
        TargetRules("TerminalUI", imports: []),
        TargetRules("Dashboard", imports: ["ClusterModel", "Endpoints", "Diagnosis", "TerminalUI", "Wording"]),
        TargetRules(
            "OperatorConsole",
            imports: ["ClusterModel", "Dashboard", "Diagnosis", "Endpoints", "Operations", "TerminalUI", "Wording"]
        ),
        TargetRules("Recording", imports: ["ClusterModel", "Endpoints", "FoundationEssentials"]),
        TargetRules(
            "Reports",
            imports: [
                "ClusterModel", "Dashboard", "Diagnosis", "Drills", "Endpoints", "Operations", "Recording",
                "TerminalUI", "Wording",
            ]
        ),
        TargetRules("Simulator", imports: ["ClusterModel"]),
        TargetRules("Settings", imports: ["ClusterModel", "Endpoints", "FoundationEssentials", "Wording", "Yams"]),
        TargetRules("Manifests", imports: ["Settings", "Yams"]),
        TargetRules("Themes", imports: ["Settings", "TerminalUI"]),
        TargetRules(
            "Scenes",
            imports: [
                "ClusterModel", "Endpoints", "Dashboard", "Diagnosis", "Operations", "OperatorConsole", "Simulator",
                "TerminalUI", "Wording",
            ]
        ),
        TargetRules(
            "CurlTransport",
            imports: ["CCurl", "ClusterModel", "Endpoints", "Glibc", "Operations"],
            isPure: false
        ),
        TargetRules("Programs", imports: ["CPrograms", "ClusterModel", "Glibc"], isPure: false),
        TargetRules(
            "Credentials",
            imports: ["ClusterModel", "Endpoints", "Glibc", "Programs", "Settings"],
            isPure: false
        ),
        TargetRules("NcursesTerminal", imports: ["CNcurses", "Glibc", "TerminalUI"], isPure: false),
        TargetRules(
            "SimulatorServer",
            imports: ["ClusterModel", "Dispatch", "FlyingSocks", "Glibc", "Simulator", "Synchronization"],
            isPure: false
        ),
        TargetRules(
            "nines",
            imports: [
                "ArgumentParser", "ClusterModel", "Credentials", "CurlTransport", "Dashboard", "Diagnosis", "Drills",
                "Endpoints",
                "FoundationEssentials", "Glibc", "Manifests", "NcursesTerminal", "Operations", "OperatorConsole",
                "Programs", "Recording", "Reports", "Settings",
                "Simulator",
                "SimulatorServer", "TerminalUI", "Themes", "Wording",
            ],
            isPure: false
        ),
        TargetRules(
            "Documentation",
            imports: ["Dashboard", "Diagnosis", "OperatorConsole", "Scenes", "TerminalUI", "Wording"]
        ),
        TargetRules(
            "dev",
            imports: ["ArgumentParser", "Documentation", "Foundation", "Scenes", "TerminalUI", "Themes"],
            isPure: false
        ),
    ]

    /// C libraries: a module map and a shim, nothing to import.
    static let systemLibraries: Set<String> = ["CCurl", "CNcurses", "CPrograms"]

    /// Words that a pure target has no business with: clocks, concurrency, files, processes and the ways around the type system.
    static let forbiddenInPure = [
        "Task", "async", "await", "actor", "DispatchQueue", "Thread", "Date()", "ContinuousClock", "SuspendingClock",
        "FileManager", "ProcessInfo", "FileHandle", "URLSession", "getenv", "print(", "SystemRandomNumberGenerator",
        ".random(",
    ]

    /// Words that no target may use.
    static let forbiddenEverywhere = [
        "@unchecked", "nonisolated(unsafe)", "try!", "fatalError(", "as!", "TODO", "FIXME", "Manager", "Helper",
        "Utils",
    ]
}
