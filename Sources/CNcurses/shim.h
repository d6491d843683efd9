// The part of ncurses that this program uses, in a form that Swift can see.
//
// Swift imports no macros with arguments, no variadic functions and (in Swift 6 mode) no mutable globals such as
// `stdscr`; and whether WINDOW is a complete type differs between ncurses releases. Hence one typed function for
// each use; windows and screens are `void *`.

#ifndef NINES_CNCURSES_SHIM_H
#define NINES_CNCURSES_SHIM_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <pty.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// <term.h> declares these, and macros named `lines` and `columns` with them.
extern int setupterm(const char *term, int descriptor, int *outcome);
extern int wcwidth(wchar_t character);

enum { SHIM_CELL_CHARACTERS = 5 };

// Looks, as far as they are no colours.
typedef struct {
    bool bold;
    bool dim;
    bool underlined;
    bool reversed;
    bool italic;
} shim_looks;

// What one place of the screen holds, for tests.
typedef struct {
    uint32_t characters[SHIM_CELL_CHARACTERS + 1];
    shim_looks looks;
    int foreground;
    int background;
} shim_cell;

// What a read of the keyboard gave.
typedef enum { SHIM_KEY_NONE, SHIM_KEY_CHARACTER, SHIM_KEY_CODE } shim_key_kind;

// MARK: Starting and ending

// Characters are UTF-8 even where the environment says nothing, as it does in most containers.
static inline void shim_choose_characters(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

// 1 when the terminal database knows the terminal, 0 when not, -1 when there is no database.
static inline int shim_look_up(const char *term, int descriptor) {
    int outcome = -1;
    return setupterm(term, descriptor, &outcome) == OK ? 1 : outcome;
}

// A capability of the terminal looked up last; NULL when it lacks it.
static inline const char *shim_capability(const char *name) {
    const char *value = tigetstr((char *)name);
    return value == (const char *)-1 ? NULL : value;
}

static inline int shim_number(const char *name) { return tigetnum((char *)name); }

static inline bool shim_flag(const char *name) { return tigetflag((char *)name) == 1; }

static inline void *shim_open(const char *term, FILE *output, FILE *input) {
    use_tioctl(true);
    return newterm(term, output, input);
}

static inline void *shim_open_standard(const char *term) { return shim_open(term, stdout, stdin); }

static inline void shim_set_modes(void) {
    cbreak();
    noecho();
    nonl();
    curs_set(0);
    leaveok(stdscr, true);
    scrollok(stdscr, false);
    set_escdelay(25);
}

// Makes ncurses keep the terminal modes of now for the time after a suspension.
static inline void shim_keep_modes(void) { def_prog_mode(); }

static inline void shim_leave(void) { endwin(); }

static inline void shim_free(void *screen, void *input) {
    if (input) delwin((WINDOW *)input);
    if (screen) delscreen((SCREEN *)screen);
}

// MARK: Colours

// True when a colour of -1 means the terminal's own.
static inline bool shim_start_colors(void) {
    start_color();
    return use_default_colors() == OK;
}

static inline bool shim_define_pair(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == OK;
}

// MARK: Painting

static inline int shim_rows(void) { return getmaxy(stdscr); }

static inline int shim_columns(void) { return getmaxx(stdscr); }

static inline attr_t shim_attributes(shim_looks looks) {
    attr_t bits = A_NORMAL;
    if (looks.bold) bits |= A_BOLD;
    if (looks.dim) bits |= A_DIM;
    if (looks.underlined) bits |= A_UNDERLINE;
    if (looks.reversed) bits |= A_REVERSE;
    if (looks.italic) bits |= A_ITALIC;
    return bits;
}

static inline void shim_erase(void) { werase(stdscr); }

static inline void shim_move(int row, int column) { wmove(stdscr, row, column); }

// Writes one cell at the cursor, which moves on. The last cell of the screen is written although curses then
// reports that it could not move on.
static inline void shim_put(const wchar_t *text, shim_looks looks, int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, shim_attributes(looks), 0, &pair) == OK) wadd_wch(stdscr, &cell);
}

static inline void shim_update(void) {
    wnoutrefresh(stdscr);
    doupdate();
}

// Makes the next update draw everything, whatever curses believes is there.
static inline void shim_repaint_next(void) { clearok(curscr, true); }

static inline void shim_resize(int rows, int columns) { resizeterm(rows, columns); }

static inline void shim_ring(void) { beep(); }

static inline shim_cell shim_read_cell(int row, int column) {
    shim_cell result;
    memset(&result, 0, sizeof result);
    cchar_t cell;
    memset(&cell, 0, sizeof cell);
    wchar_t text[CCHARW_MAX + 1] = {0};
    attr_t bits = 0;
    short narrow = 0;
    int pair = 0;
    if (mvwin_wch(stdscr, row, column, &cell) != OK) return result;
    if (getcchar(&cell, text, &bits, &narrow, &pair) != OK) return result;
    for (int index = 0; index < SHIM_CELL_CHARACTERS && text[index]; index++)
        result.characters[index] = (uint32_t)text[index];
    result.looks.bold = (bits & A_BOLD) != 0;
    result.looks.dim = (bits & A_DIM) != 0;
    result.looks.underlined = (bits & A_UNDERLINE) != 0;
    result.looks.reversed = (bits & A_REVERSE) != 0;
    result.looks.italic = (bits & A_ITALIC) != 0;
    extended_pair_content(pair, &result.foreground, &result.background);
    return result;
}

// Opens a terminal device without a terminal, for tests; its other side is in `device`. False when there is none.
static inline bool shim_open_device(int *control, int *device) {
    return openpty(control, device, NULL, NULL, NULL) == 0;
}

// MARK: Keys

// Keys are read from a pad: reading from a window would also refresh it.
static inline void *shim_open_keyboard(void) {
    WINDOW *pad = newpad(1, 1);
    if (!pad) return NULL;
    keypad(pad, true);
    nodelay(pad, true);
    return pad;
}

static inline shim_key_kind shim_read_key(void *keyboard, uint32_t *value) {
    wint_t read = 0;
    int kind = wget_wch((WINDOW *)keyboard, &read);
    *value = (uint32_t)read;
    if (kind == OK) return SHIM_KEY_CHARACTER;
    return kind == KEY_CODE_YES ? SHIM_KEY_CODE : SHIM_KEY_NONE;
}

#endif
