extension Theme {
    /// How far dimmed text moves towards its background.
    private static let dimmingShare = 0.45

    /// What a style looks like on a terminal of that depth.
    package func attributes(for style: Style, depth: ColorDepth) -> Attributes {
        switch depth {
        case .monochrome: monochrome(style)
        case .ansi8, .ansi16: basic(style)
        case .indexed256, .direct: full(style)
        }
    }

    private func look(_ role: StyleRole) -> Look {
        looks[role] ?? looks[.text] ?? Look()
    }

    private func full(_ style: Style) -> Attributes {
        let look = look(style.role)
        let background = surfaces[style.surface]?.color ?? .standard
        var attributes = look.attributes(foreground: look.foreground.color, background: background)
        guard style.isDimmed else { return attributes }
        let ink = look.foreground.color == .standard ? standardForeground : look.foreground.color
        let paper = background == .standard ? standardBackground : background
        attributes.foreground = ink.blended(with: paper, share: Self.dimmingShare)
        attributes.isBold = false
        return attributes
    }

    /// Colours that the user has set himself cannot be blended, so dimming is left to the terminal.
    private func basic(_ style: Style) -> Attributes {
        let look = look(style.role)
        let surface = surfaces[style.surface] ?? Shade(.standard)
        var attributes = look.attributes(foreground: look.foreground.reduced, background: surface.reduced)
        attributes.isDim = attributes.isDim || style.isDimmed
        if style.isDimmed { attributes.isBold = false }
        return attributes
    }

    /// Without colour, weight and underline tell the roles apart, and reversal the surfaces.
    ///
    /// What is reversed by itself turns back on a reversed surface, and so stands out there as well.
    private func monochrome(_ style: Style) -> Attributes {
        var attributes = Attributes()
        switch style.role {
        case .critical: (attributes.isBold, attributes.isReversed) = (true, true)
        case .warning: (attributes.isBold, attributes.isUnderlined) = (true, true)
        case .notice, .link: attributes.isUnderlined = true
        case .heading, .title, .leader, .accent, .key: attributes.isBold = true
        case .badge, .cursor, .production, .frameRed, .frameYellow, .frameGreen, .frameBlue, .frameMagenta, .frameCyan,
            .frameWhite:
            attributes.isReversed = true
        case .muted, .placeholder, .separator: attributes.isDim = true
        case .text, .label, .good, .replica, .trend, .timestamp, .inputText: break
        }
        switch style.surface {
        case .selection, .bar, .production: attributes.isReversed.toggle()
        case .input: attributes.isUnderlined = true
        case .screen, .panel: break
        }
        if style.isDimmed { (attributes.isBold, attributes.isDim) = (false, true) }
        return attributes
    }
}

extension Theme.Shade {
    /// The colour on terminals with at most sixteen.
    fileprivate var reduced: Color {
        if let basic { return basic }
        return color.nearest16.map { Color.ansi[$0] } ?? .standard
    }
}

extension Theme.Look {
    fileprivate func attributes(foreground: Color, background: Color) -> Attributes {
        Attributes(
            foreground: foreground,
            background: background,
            isBold: isBold,
            isDim: isDim,
            isUnderlined: isUnderlined,
            isReversed: isReversed,
            isItalic: isItalic
        )
    }
}
