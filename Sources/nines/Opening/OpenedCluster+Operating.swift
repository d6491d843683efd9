import Dashboard
import Operations
import Settings
import TerminalUI
import Wording

extension OpenedCluster {
    /// Whether the keys of operations do anything, and if not, why.
    var keyAccess: KeyHelp.Access {
        switch rights {
        case .operate: .allowed
        case .watch(let because): .denied(because: "this session is read-only \(because)")
        }
    }

    /// The role in which the cluster's label and frames are drawn.
    var frame: StyleRole? { color.flatMap(FrameColor.init).map(\.role) }
}

extension FrameColor {
    /// What a theme calls it; which shade that is, the theme decides.
    fileprivate var role: StyleRole {
        switch self {
        case .red: .frameRed
        case .yellow: .frameYellow
        case .green: .frameGreen
        case .blue: .frameBlue
        case .magenta: .frameMagenta
        case .cyan: .frameCyan
        case .white: .frameWhite
        }
    }
}
