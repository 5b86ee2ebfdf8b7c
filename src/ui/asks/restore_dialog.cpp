#include "ui/asks/restore_dialog.h"

#include <utility>

#include "ui/kit/overlay.h"

namespace potok::ui {

void RestoreDialog::begin(std::string name, std::string bytes) {
    open_ = true;
    name_ = std::move(name);
    bytes_ = std::move(bytes);
}

void RestoreDialog::frame(Desk& desk) {
    if (!open_) return;
    const std::string title = desk.tr("restore.title"), text = desk.tr("restore.text", {{"file", name_}}), yes = desk.tr("restore.yes"),
                      no = desk.tr("dialog.cancel");
    const Answer answer = confirm(desk.ui(), {.key = "restore", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
    if (answer == Answer::open) return;
    open_ = false;
    std::string bytes = std::exchange(bytes_, {});
    if (answer != Answer::yes) return;
    if (const Status opened = desk.keeper().open_file(std::move(bytes)); !opened.ok()) desk.tell_refusal(opened.error());
}

}  // namespace potok::ui
