/// The edge to which text keeps in a space wider than itself.
package enum Alignment: Sendable {
    case leading
    case trailing
}
