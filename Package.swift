// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target that computes and does nothing else; `ArchitectureTests` checks that its imports stay as declared.
func pure(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A target that touches the world: sockets, the terminal, files, the clock.
func shell(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        exclude: exclude,
        swiftSettings: strict
    )
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let collections: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")

let package = Package(
    name: "nines",
    products: [.executable(name: "nines", targets: ["nines"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CNcurses",
            providers: [.apt(["libncursesw5-dev"])]
        ),
        .systemLibrary(name: "CPrograms"),

        pure("Wording"),
        pure("ClusterModel", ["Wording", collections]),
        pure("Endpoints", ["ClusterModel"]),
        pure("Diagnosis", ["ClusterModel", "Wording"]),
        pure("Operations", ["ClusterModel"]),
        pure("Drills", ["ClusterModel", "Diagnosis"]),
        pure("TerminalUI"),
        pure("Dashboard", ["ClusterModel", "Endpoints", "Diagnosis", "TerminalUI", "Wording"]),
        pure(
            "OperatorConsole",
            ["ClusterModel", "Endpoints", "Diagnosis", "Operations", "TerminalUI", "Dashboard", "Wording"]
        ),
        pure("Recording", ["ClusterModel", "Endpoints"]),
        pure(
            "Reports",
            [
                "ClusterModel", "Endpoints", "Diagnosis", "Drills", "Operations", "TerminalUI", "Dashboard",
                "Recording",
                "Wording",
            ]
        ),
        pure("Simulator", ["ClusterModel"]),
        pure("Settings", ["ClusterModel", "Endpoints", "Wording", "Yams"]),
        pure("Manifests", ["Settings", "Yams"]),
        .target(
            name: "Themes",
            dependencies: ["Settings", "TerminalUI"],
            resources: [.embedInCode("themes")],
            swiftSettings: strict
        ),
        pure(
            "Scenes",
            [
                "ClusterModel", "Endpoints", "Diagnosis", "Operations", "TerminalUI", "Dashboard", "OperatorConsole",
                "Simulator", "Wording",
            ]
        ),
        pure("Documentation", ["Dashboard", "OperatorConsole", "Diagnosis", "Scenes", "TerminalUI", "Wording"]),

        shell("CurlTransport", ["ClusterModel", "Endpoints", "Operations", "CCurl"]),
        shell("Programs", ["ClusterModel", "CPrograms"]),
        shell("Credentials", ["ClusterModel", "Endpoints", "Settings", "Programs"]),
        shell("NcursesTerminal", ["TerminalUI", "CNcurses"]),
        shell(
            "SimulatorServer",
            ["ClusterModel", "Simulator", .product(name: "FlyingSocks", package: "FlyingFox")]
        ),

        .executableTarget(
            name: "nines",
            dependencies: [
                "ClusterModel", "Endpoints", "Diagnosis", "Drills", "Operations", "TerminalUI", "Dashboard",
                "OperatorConsole",
                "Recording", "Reports", "Simulator",
                "Settings", "Manifests", "Themes", "Wording",
                "CurlTransport", "Credentials", "NcursesTerminal", "Programs", "SimulatorServer",
                argumentParser,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "dev",
            dependencies: ["Documentation", "Scenes", "TerminalUI", "Themes", argumentParser],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["ClusterModel", "Endpoints", "TerminalUI"],
            path: "Tests/TestSupport",
            exclude: ["Servers"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "peer-benchmark",
            dependencies: ["TestSupport", argumentParser],
            path: "Tests/Benchmarks/PeerBenchmark",
            swiftSettings: strict
        ),
        tests("WordingTests", ["Wording"]),
        tests("ClusterModelTests", ["ClusterModel"]),
        tests("EndpointsTests", ["Endpoints", "ClusterModel", "Wording"]),
        tests("DiagnosisTests", ["Diagnosis", "ClusterModel", "Endpoints", "Scenes", "Simulator", "Wording"]),
        tests("DrillsTests", ["Drills", "Diagnosis", "ClusterModel", "Endpoints", "Simulator"]),
        tests("OperationsTests", ["Operations", "ClusterModel", "Endpoints", "Scenes", "Simulator"]),
        tests("TerminalUITests", ["TerminalUI", "Settings", "Themes"]),
        tests("DashboardTests", ["Dashboard", "ClusterModel", "Endpoints", "Diagnosis", "TerminalUI", "Wording"]),
        tests("RecordingTests", ["Recording", "Endpoints", "ClusterModel"]),
        tests(
            "ReportsTests",
            [
                "Reports", "Recording", "Endpoints", "Diagnosis", "ClusterModel", "Dashboard", "Operations", "Scenes",
                "Simulator", "TerminalUI", "Wording",
            ],
            exclude: ["Goldens"]
        ),
        tests("SettingsTests", ["Settings", "Endpoints", "ClusterModel", "Wording"]),
        tests("ManifestsTests", ["Manifests", "Settings"], exclude: ["Goldens", "Tools"]),
        tests("SimulatorTests", ["Simulator", "SimulatorServer", "Endpoints", "ClusterModel"]),
        tests(
            "OperatorConsoleTests",
            [
                "OperatorConsole", "Dashboard", "Diagnosis", "Operations", "ClusterModel", "Endpoints", "Scenes",
                "Simulator",
                "TerminalUI", "Wording",
            ]
        ),
        tests(
            "GoldenScreenTests",
            ["ClusterModel", "Scenes", "Simulator", "Dashboard", "TerminalUI", "Wording"],
            exclude: ["Goldens"]
        ),
        tests("NcursesTerminalTests", ["NcursesTerminal", "TerminalUI", "Themes", "CNcurses"]),
        tests(
            "CurlTransportTests",
            ["CurlTransport", "Credentials", "Programs", "Settings", "Endpoints", "Operations", "ClusterModel"]
        ),
        tests("ProgramsTests", ["Programs"]),
        tests("CredentialsTests", ["Credentials", "Programs", "Settings", "Endpoints", "ClusterModel"]),
        tests("IntegrationTests", ["Endpoints", "Diagnosis", "ClusterModel", "CurlTransport"]),
        tests("EndToEndTests", ["ClusterModel", "Simulator", "SimulatorServer"]),
        tests("ArchitectureTests", []),
        tests("DocumentationTests", ["Documentation", "Themes"]),
    ]
)
