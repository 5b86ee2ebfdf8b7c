#include "model/core_types.h"

#include "model/core_fields.h"

namespace potok::model {

using namespace core;

void add_common_fields(RecordType& t) {
    t.fields.push_back(searchable(make("title", FieldKind::text, {"Name", "Nazwa", "Название"})));
    t.fields.push_back(reference("owner", "person", {"Responsible", "Odpowiedzialny", "Ответственный"}));
    t.fields.push_back(system(make("created_at", FieldKind::datetime, {"Created", "Utworzono", "Создано"})));
    t.fields.push_back(system(reference("created_by", "person", {"Created by", "Utworzył(a)", "Кем создано"})));
    t.fields.push_back(system(make("deleted_at", FieldKind::datetime, {"Deleted", "Usunięto", "Удалено"})));
    if (!t.on_pipeline) return;
    t.fields.push_back(system(make("pipeline", FieldKind::text, {"Pipeline", "Proces", "Воронка"})));
    t.fields.push_back(system(make("stage", FieldKind::text, {"Stage", "Etap", "Стадия"})));
    t.fields.push_back(system(make("stage_since", FieldKind::datetime, {"In stage since", "Na etapie od", "На стадии с"})));
    t.fields.push_back(system(make("stage_visit", FieldKind::number, {"Stage visit", "Wejście na etap", "Вход на стадию"})));
    t.fields.push_back(system(make("lost_reason", FieldKind::text, {"Reason lost", "Powód utraty", "Причина отказа"})));
}

namespace {

Field signing_state() {
    Field f = make("state", FieldKind::choice, {"State", "Stan", "Состояние"});
    f.options = {{"ready", label({"ready", "gotowy", "готов"}), 0},
                 {"signing", label({"being signed", "w podpisie", "на подписи"}), 0},
                 {"signed", label({"signed", "podpisany", "подписан"}), 0}};
    return f;
}

}  // namespace

// The ids are fixed for ever: history rows name types by them. Definitions of packs count from 1000.
std::vector<RecordType> core_types() {
    using K = FieldKind;
    std::vector<RecordType> out;
    out.push_back(type(1, "person", "user", {"Person", "Osoba", "Сотрудник"}, {"People", "Ludzie", "Сотрудники"},
                       {title({"Name", "Imię i nazwisko", "Имя"}), make("email", K::email, {"E-mail", "E-mail", "Эл. почта"}),
                        make("phone", K::phone, {"Phone", "Telefon", "Телефон"}),
                        make("language", K::text, {"Language", "Język", "Язык"}),
                        make("zone", K::text, {"Time zone", "Strefa czasowa", "Часовой пояс"}),
                        system(make("roles", K::json, {"Roles", "Role", "Роли"})),
                        system(make("robot", K::boolean, {"Robot", "Robot", "Робот"}))}));
    out.push_back(type(2, "client", "building-2", {"Client", "Klient", "Клиент"}, {"Clients", "Klienci", "Клиенты"},
                       {title({"Name", "Nazwa", "Название"}), make("kind", K::text, {"Kind", "Rodzaj", "Вид"}),
                        searchable(make("phone", K::phone, {"Phone", "Telefon", "Телефон"})),
                        searchable(make("email", K::email, {"E-mail", "E-mail", "Эл. почта"})),
                        searchable(make("tax_number", K::text, {"Tax number", "NIP", "ИНН"})),
                        searchable(make("address", K::text, {"Address", "Adres", "Адрес"})),
                        make("language", K::text, {"Language", "Język", "Язык"}),
                        searchable(make("note", K::long_text, {"Note", "Notatka", "Примечание"}))}));
    out.push_back(type(3, "contact", "contact", {"Contact", "Osoba kontaktowa", "Контакт"},
                       {"Contacts", "Osoby kontaktowe", "Контакты"},
                       {title({"Name", "Imię i nazwisko", "Имя"}), reference("client", "client", {"Client", "Klient", "Клиент"}),
                        searchable(make("phone", K::phone, {"Phone", "Telefon", "Телефон"})),
                        searchable(make("email", K::email, {"E-mail", "E-mail", "Эл. почта"})),
                        make("position", K::text, {"Position", "Stanowisko", "Должность"}),
                        make("language", K::text, {"Language", "Język", "Язык"})}));
    out.push_back(type(4, "task", "list-checks", {"Task", "Zadanie", "Задача"}, {"Tasks", "Zadania", "Задачи"},
                       {title({"Task", "Zadanie", "Задача"}), subject(false),
                        make("description", K::long_text, {"Description", "Opis", "Описание"}),
                        reference("assignee", "person", {"Assignee", "Wykonawca", "Исполнитель"}),
                        make("due", K::datetime, {"Due", "Termin", "Срок"}),
                        system(make("state", K::text, {"State", "Stan", "Состояние"})),
                        make("kind", K::text, {"Kind", "Rodzaj", "Вид"}), system(make("key", K::text, {"Step", "Krok", "Шаг"})),
                        system(reference("author", "person", {"Author", "Autor", "Автор"})),
                        system(make("done_at", K::datetime, {"Done", "Wykonano", "Выполнено"})),
                        system(reference("done_by", "person", {"Done by", "Wykonał(a)", "Кем выполнено"})),
                        make("comment", K::long_text, {"Comment", "Komentarz", "Комментарий"}),
                        system(make("by_robot", K::boolean, {"By a robot", "Przez robota", "Роботом"})),
                        system(make("form", K::json, {"Form", "Formularz", "Форма"})),
                        system(make("verdict", K::text, {"Decision", "Decyzja", "Решение"})),
                        system(reference("instead_of", "person", {"In place of", "W zastępstwie", "Вместо"})),
                        system(make("run", K::number, {"Run", "Przebieg", "Запуск"}))}));
    out.push_back(type(5, "comment", "message-square", {"Comment", "Komentarz", "Комментарий"},
                       {"Comments", "Komentarze", "Комментарии"},
                       {subject(true), searchable(make("text", K::long_text, {"Text", "Treść", "Текст"})),
                        system(make("kind", K::text, {"Kind", "Rodzaj", "Вид"})),
                        system(make("automation", K::text, {"Automation", "Automatyzacja", "Автоматизация"}))}));
    out.push_back(type(6, "resource", "users", {"Resource", "Zasób", "Ресурс"}, {"Resources", "Zasoby", "Ресурсы"},
                       {title({"Name", "Nazwa", "Название"}), make("kind", K::text, {"Kind", "Rodzaj", "Вид"}),
                        make("members", K::text, {"Members", "Skład", "Состав"}),
                        make("note", K::long_text, {"Note", "Notatka", "Примечание"})}));
    out.push_back(type(7, "booking", "calendar-check", {"Booking", "Rezerwacja", "Бронь"}, {"Bookings", "Rezerwacje", "Брони"},
                       {subject(false), indexed(reference("resource", "resource", {"Resource", "Zasób", "Ресурс"})),
                        make("from", K::datetime, {"From", "Od", "Начало"}), make("to", K::datetime, {"To", "Do", "Конец"})}));
    out.push_back(type(8, "event", "calendar", {"Event", "Wydarzenie", "Событие"}, {"Events", "Wydarzenia", "События"},
                       {title({"Event", "Wydarzenie", "Событие"}), subject(false),
                        make("from", K::datetime, {"From", "Od", "Начало"}), make("to", K::datetime, {"To", "Do", "Конец"}),
                        reference("person", "person", {"Person", "Osoba", "Сотрудник"}),
                        make("calendar", K::text, {"Calendar", "Kalendarz", "Календарь"}),
                        make("note", K::long_text, {"Note", "Notatka", "Примечание"})}));
    out.push_back(type(9, "attachment", "paperclip", {"Document", "Dokument", "Документ"},
                       {"Documents", "Dokumenty", "Документы"},
                       {subject(true), make("field", K::text, {"Field", "Pole", "Поле"}),
                        make("media_type", K::text, {"Media type", "Typ pliku", "Тип файла"}),
                        make("size", K::number, {"Size", "Rozmiar", "Размер"}),
                        make("sha256", K::text, {"SHA-256", "SHA-256", "SHA-256"}),
                        make("kind", K::text, {"Kind", "Rodzaj", "Вид"}),
                        // What was made from a template (made_documents.h), and how far signing has come.
                        system(make("template", K::text, {"Template", "Szablon", "Шаблон"})),
                        searchable(system(indexed(make("number", K::text, {"Number", "Numer", "Номер"})))),
                        system(make("series", K::text, {"Series", "Seria", "Серия"})),
                        system(make("period", K::text, {"Period", "Okres", "Период"})),
                        system(make("n", K::number, {"Number in series", "Numer w serii", "Номер в серии"})),
                        system(make("date", K::date, {"Issued", "Data wystawienia", "Дата выставления"})),
                        system(make("version", K::number, {"Version", "Wersja", "Версия"})),
                        system(reference("previous", "attachment", {"Previous version", "Poprzednia wersja", "Предыдущая версия"})),
                        system(reference("replaced_by", "attachment", {"Newer version", "Nowsza wersja", "Новая версия"})),
                        signing_state(),
                        make("valid_until", K::date, {"Valid until", "Ważny do", "Действует до"})}));
    out.push_back(type(10, "message", "send", {"Message", "Wiadomość", "Сообщение"}, {"Messages", "Wiadomości", "Сообщения"},
                       {subject(false), make("channel", K::text, {"Channel", "Kanał", "Канал"}),
                        make("to", K::text, {"To", "Do", "Кому"}),
                        searchable(make("text", K::long_text, {"Text", "Treść", "Текст"})),
                        system(make("state", K::text, {"State", "Stan", "Состояние"})),
                        make("connector", K::text, {"Connector", "Łącznik", "Коннектор"}),
                        system(make("data", K::json, {"Data", "Dane", "Данные"})),
                        system(make("attempts", K::number, {"Attempts", "Próby", "Попытки"})),
                        system(make("next_at", K::datetime, {"Next attempt", "Następna próba", "Следующая попытка"})),
                        system(make("sent_at", K::datetime, {"Sent", "Wysłano", "Отправлено"})),
                        system(make("outside_id", K::text, {"Id outside", "Numer zewnętrzny", "Внешний номер"})),
                        system(make("why", K::text, {"Why not", "Dlaczego nie", "Почему нет"})),
                        system(make("key", K::text, {"Step", "Krok", "Шаг"})),
                        system(make("automation", K::text, {"Automation", "Automatyzacja", "Автоматизация"}))}));
    out.push_back(type(11, "notification", "bell", {"Notification", "Powiadomienie", "Уведомление"},
                       {"Notifications", "Powiadomienia", "Уведомления"},
                       {subject(false), indexed(reference("person", "person", {"Person", "Osoba", "Сотрудник"})),
                        make("text", K::long_text, {"Text", "Treść", "Текст"}),
                        system(make("read_at", K::datetime, {"Read", "Przeczytano", "Прочитано"}))}));
    out.push_back(type(12, "payment", "banknote", {"Payment", "Płatność", "Платёж"}, {"Payments", "Płatności", "Платежи"},
                       {subject(false), make("amount", K::money, {"Amount", "Kwota", "Сумма"}),
                        make("purpose", K::text, {"Purpose", "Tytuł", "Назначение"}),
                        make("received_at", K::datetime, {"Received", "Otrzymano", "Получено"}),
                        make("source", K::text, {"Source", "Źródło", "Источник"}),
                        // The one it pays, where it pays one; what it pays of each is in `allocation`.
                        system(indexed(reference("invoice", "invoice", {"Invoice", "Faktura", "Счёт"}))),
                        // Of what came in too much: the payment it gives back from. Its amount is below zero then.
                        system(indexed(reference("refunds", "payment", {"Refunds", "Zwrot płatności", "Возврат платежа"})))}));
    RecordType check = type(13, "check_item", "square-check", {"Checklist item", "Punkt listy", "Пункт чек-листа"},
                            {"Checklist", "Lista kontrolna", "Чек-лист"},
                            {indexed(reference("task", "task", {"Task", "Zadanie", "Задача"})),
                             make("position", K::number, {"Position", "Kolejność", "Порядок"}),
                             make("done", K::boolean, {"Done", "Zrobione", "Сделано"}),
                             make("done_at", K::datetime, {"Done at", "Zrobiono", "Сделано когда"})});
    check.subject_field = "task";  // the timeline of a check item is that of its task's record
    for (Field& f : check.fields) f.searchable = false;
    check.searchable = false;
    out.push_back(std::move(check));
    // Incoming events by their outside identity, so that a repeat changes nothing.
    RecordType incoming = type(14, "incoming", "webhook", {"Incoming event", "Zdarzenie przychodzące", "Входящее событие"},
                               {"Incoming events", "Zdarzenia przychodzące", "Входящие события"},
                               {subject(false), make("event", K::text, {"Event", "Zdarzenie", "Событие"}),
                                indexed(make("external_id", K::text, {"Outside id", "Identyfikator", "Внешний номер"})),
                                make("data", K::json, {"Data", "Dane", "Данные"})});
    incoming.searchable = false;
    for (Field& f : incoming.fields) f.searchable = false;
    out.push_back(std::move(incoming));
    // Every decision that people make in a process, of every run of it: who, when, what, why, and what they changed.
    RecordType decision = type(40, "decision", "stamp", {"Decision", "Decyzja", "Решение"}, {"Decisions", "Decyzje", "Решения"},
                               {title({"Decision", "Decyzja", "Решение"}), subject(true),
                                system(indexed(reference("task", "task", {"Task", "Zadanie", "Задача"}))),
                                system(make("step", K::text, {"Step", "Krok", "Шаг"})),
                                system(make("run", K::number, {"Run", "Przebieg", "Запуск"})),
                                system(make("automation", K::text, {"Automation", "Automatyzacja", "Автоматизация"})),
                                system(make("verdict", K::text, {"Verdict", "Rozstrzygnięcie", "Вердикт"})),
                                system(reference("person", "person", {"Person", "Osoba", "Сотрудник"})),
                                system(reference("instead_of", "person", {"In place of", "W zastępstwie", "Вместо"})),
                                searchable(system(make("comment", K::long_text, {"Comment", "Komentarz", "Комментарий"}))),
                                system(make("changes", K::json, {"Changes", "Zmiany", "Изменения"}))});
    out.push_back(std::move(decision));
    out.push_back(type(41, "absence", "calendar-off", {"Absence", "Nieobecność", "Отсутствие"},
                       {"Absences", "Nieobecności", "Отсутствия"},
                       {title({"Reason", "Powód", "Причина"}),
                        required(indexed(reference("person", "person", {"Person", "Osoba", "Сотрудник"}))),
                        required(make("from", K::date, {"From", "Od", "С"})), required(make("to", K::date, {"To", "Do", "По"})),
                        reference("substitute", "person", {"Substitute", "Zastępca", "Заместитель"})}));
    // Hand-outs of queues (queue.h).
    RecordType claim = type(42, "handout", "hand", {"Hand-out", "Przydział", "Выдача"}, {"Hand-outs", "Przydziały", "Выдачи"},
                            {subject(true), system(make("queue", K::text, {"Queue", "Kolejka", "Очередь"})),
                             system(indexed(reference("person", "person", {"Person", "Osoba", "Сотрудник"}))),
                             system(make("until", K::datetime, {"Until", "Do", "До"})),
                             system(make("ended_at", K::datetime, {"Ended", "Zakończono", "Завершено"})),
                             system(make("outcome", K::text, {"Outcome", "Wynik", "Итог"})),
                             make("note", K::long_text, {"Note", "Notatka", "Примечание"})});
    claim.searchable = false;
    for (Field& f : claim.fields) f.searchable = false;
    out.push_back(std::move(claim));
    // Settings are rows of an engine table, so that history and undo cover them.
    RecordType settings;
    settings.id = 15;
    settings.key = "setting_value";
    settings.table = "e_setting";
    settings.registered = false;
    settings.label = settings.plural = label({"Setting", "Ustawienie", "Настройка"});
    settings.fields = {make("key", K::text, {"Key", "Klucz", "Ключ"}), make("value", K::json, {"Value", "Wartość", "Значение"})};
    out.push_back(std::move(settings));
    // And definitions are, too: what a pack installs or a designer edits can be undone.
    RecordType definitions;
    definitions.id = 16;
    definitions.key = "definition";
    definitions.table = "e_definition";
    definitions.registered = false;
    definitions.label = definitions.plural = label({"Definition", "Definicja", "Определение"});
    definitions.fields = {make("kind", K::text, {"Kind", "Rodzaj", "Вид"}), make("key", K::text, {"Key", "Klucz", "Ключ"}),
                          make("pack", K::text, {"Pack", "Pakiet", "Пакет"}),
                          make("version", K::number, {"Version", "Wersja", "Версия"}),
                          make("body", K::json, {"Body", "Treść", "Содержание"}),
                          make("base", K::json, {"As its pack brought it", "W pierwotnej postaci", "В исходном виде"})};
    out.push_back(std::move(definitions));
    add_money_types(out);
    return out;
}

}  // namespace potok::model
