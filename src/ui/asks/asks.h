// Everything the app may be asking at the moment. One is open at a time, except that completing a task or attaching a file may
// be asked for from within a move.
#pragma once

#include "ui/asks/book_dialog.h"
#include "ui/asks/create_dialog.h"
#include "ui/asks/explain_dialog.h"
#include "ui/asks/move_dialog.h"
#include "ui/asks/restore_dialog.h"
#include "ui/asks/small_asks.h"

namespace potok::ui {

struct Asks {
    MoveDialog move;
    CreateDialog create;
    TaskDialog task;
    CompleteDialog complete;
    WhereToDialog where_to;
    BookDialog book;
    ExplainDialog explain;
    RestoreDialog restore;

    void frame(Desk& desk) {
        move.frame(desk);
        create.frame(desk);
        task.frame(desk);
        complete.frame(desk);
        where_to.frame(desk);
        book.frame(desk);
        explain.frame(desk);
        restore.frame(desk);
    }
};

}  // namespace potok::ui
