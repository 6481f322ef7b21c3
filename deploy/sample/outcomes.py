"""What came of the sample year: instructions, plans, action items, figures and results.

That there were these plans, the directive and growth of exports to five countries is published, and so are the figures
with a named source. Everything else is made up, and says so; invented figures are ILLUSTRATIVE.
"""
from calls import ILLUSTRATIVE, texts
from dossiers import (AUTHOR, CONTROLLER, CONTROLLER_USER, ENGINEER, EXECUTOR, EXECUTOR_USER, HEAD, NEGOTIATOR_USER, SAMPLE,
                      plainly)

MINISTRY = "organizations/mincom"


def paper(number, day):
    return {"document": {"registration_number": number, "date": day}}


def happened(event):
    return {"event": f"events/{event}"}


def give(out, identifier, titles, due, after, lead=EXECUTOR, **more):
    """An action item that the author of all of them gives."""
    out.call("CreateActionItem", {"action_item_id": identifier, "action_item": {
        "titles": titles, "lead": {"organization": MINISTRY, "person": lead}, "controller": CONTROLLER, "author": AUTHOR,
        "due": due, **more}}, label=f"item/{identifier}", after=after)
    return f"actionItems/{identifier}"


def carry_out(out, identifier, *reports, start=True):
    """Each report: kind, text, evidence."""
    name, after = f"actionItems/{identifier}", f"item/{identifier}"
    out.call("AcknowledgeActionItem", {"name": name}, after=after, by=EXECUTOR_USER)
    if start:
        out.call("StartActionItem", {"name": name}, after=after, by=EXECUTOR_USER)
    for kind, text, *evidence in reports:
        out.call("ReportActionItem", {"name": name, "action_report": {
            "kind": kind, "text": SAMPLE + text, "evidence": evidence}}, after=after, by=EXECUTOR_USER)


def remove(out, identifier, reason="FULFILLED", note="", recommended=True):
    """The controller recommends it, the author decides."""
    name, after = f"actionItems/{identifier}", f"item/{identifier}"
    if recommended:
        out.call("RecommendRemoval", {"name": name, "note": SAMPLE + "the evidence is there"}, after=after, by=CONTROLLER_USER)
    out.call("RemoveFromControl", {"name": name, "reason": reason, "note": note}, after=after, by=NEGOTIATOR_USER)


def ask_for_time(out, identifier, day, reason, label):
    out.call("RequestExtension", {"parent": f"actionItems/{identifier}", "extension": {
        "new_due_date": day, "reason": SAMPLE + reason}}, label=label, after=f"item/{identifier}", by=EXECUTOR_USER)


def heard(out, commitment, day, text, outcome=""):
    note = {"date": day, "text": SAMPLE + text, **({"outcome": outcome} if outcome else {})}
    out.call("NoteProgress", {"name": "${%s.0}" % commitment, "progress_note": note})


def approve(out, identifier, document):
    name, after = f"actionPlans/{identifier}", f"plan/{identifier}"
    out.call("SubmitActionPlan", {"name": name, "note": f"{document['registration_number']} (sample)"}, after=after)
    out.call("ApproveActionPlan", {"name": name, "document": document}, after=after)


def plan(out, identifier, kind, titles, start, end, note, **more):
    out.call("CreateActionPlan", {"action_plan_id": identifier, "action_plan": {
        "kind": kind, "titles": titles, "start_date": start, "end_date": end, "note": note, **more}},
        label=f"plan/{identifier}")
    return f"actionPlans/{identifier}"


def commit(out, identifier, side, instruction, text, **more):
    out.call("CreateCommitment", {"commitment_id": identifier, "commitment": {
        "side": side, "source": {"instruction": instruction}, "texts": text, **more}}, label=f"commitment/{identifier}")
    return f"commitments/{identifier}"


def settings(out):
    """Who decides beside authors, and what a due day without work means."""
    out.call("UpdateControlSettings", {"settings": {
        "name": "controlSettings", "chairs": [HEAD], "day_rule": "PRECEDING"}, "update_mask": "chairs,day_rule"},
        after=NEGOTIATOR_USER)


# --- the plan of the year ----------------------------------------------------------------------

def annual(out):
    name = plan(out, "annual-2023", "ANNUAL",
                texts(en="Action plan for international cooperation and foreign economic activity, 2023",
                      ru="План мероприятий по международному сотрудничеству и внешнеэкономической деятельности, 2023 год",
                      be="План мерапрыемстваў па міжнародным супрацоўніцтве і знешнеэканамічнай дзейнасці, 2023 год",
                      zh="2023年国际合作与对外经济活动行动计划"),
                "2023-01-01", "2023-12-31",
                "That there were approved plans is published. Which entries they had, and what came unplanned, is not: "
                + ILLUSTRATIVE)
    ends = ("2023-03-31", "2023-06-30", "2023-09-29", "2023-12-29")
    entries = [
        ("chuvash-2023", "NEGOTIATION_ROUND", 1, "chuvash", "Meeting with the Chuvash Republic", "Встреча с Чувашской Республикой"),
        ("tibo-2023", "FORUM", 2, "", "TIBO-2023", "«ТИБО-2023»"),
        ("cipr-2023", "CONFERENCE", 2, "", "CIPR-2023, with projects of five companies", "«ЦИПР-2023», с проектами пяти компаний"),
        ("chelyabinsk-2023", "NEGOTIATION_ROUND", 2, "chelyabinsk", "Meeting with Chelyabinsk Region",
         "Встреча с Челябинской областью"),
        ("kursk-2023", "NEGOTIATION_ROUND", 3, "kursk", "Meetings with Kursk Region", "Встречи с Курской областью"),
        ("altai-2023", "NEGOTIATION_ROUND", 3, "altai", "Meeting with the Altai Territory", "Встреча с Алтайским краем"),
        ("china-companies-2023", "NEGOTIATION_ROUND", 4, "china", "Meetings with Chinese companies",
         "Встречи с китайскими компаниями"),
        ("", "VISIT", 4, "kazakhstan", "Visit to Kazakhstan (sample, did not take place)",
         "Визит в Казахстан (образец, не состоялся)"),
    ]

    def entry(event, kind, quarter, counterpart, english, russian, **more):
        planned = {"kind": kind, "quarter": quarter}
        if counterpart:
            planned["counterpart"] = f"organizations/{counterpart}"
        if event:
            planned["event"] = f"events/{event}"
        identifier = f"plan-{event or 'visit-kazakhstan'}"
        give(out, identifier, texts(en=english, ru=russian), {"date": ends[quarter - 1]}, "plan/annual-2023",
             lead=EXECUTOR if event else ENGINEER, action_plan=name, planned_event=planned, **more)
        return identifier

    for one in entries:
        entry(*one)
    approve(out, "annual-2023", {"registration_number": "SAMPLE-PLAN-2023", "date": "2023-01-10"})
    entry("nizhny-novgorod-2023", "NEGOTIATION_ROUND", 2, "nizhny-novgorod", "Meeting in Nizhny Novgorod, beside the conference",
          "Встреча в Нижнем Новгороде, во время конференции", is_unplanned=True)
    for event in [one[0] for one in entries if one[0]] + ["nizhny-novgorod-2023"]:
        carry_out(out, f"plan-{event}", ("DONE", "held", happened(event)), start=False)
        if event != "altai-2023":  # this one is still to be decided
            remove(out, f"plan-{event}")


# --- the Union Programme -----------------------------------------------------------------------

def union_programme(out):
    market = commit(
        out, "single-market", "JOINT",
        {"title": "Treaty on the Establishment of the Union State", "date": "1999-12-08"},
        texts(en="Common principles for a single market of communications and information (union programme)",
              ru="Единые принципы функционирования единого рынка связи и информатизации (союзная программа)"),
        counterpart="organizations/mindigital-russia", due={"continuous": {}})
    name = plan(out, "union-programme", "COUNTERPART",
                texts(en="Action Plan for the Union Programme: common principles for a single market of communications "
                      "and information",
                      ru="План мероприятий союзной программы: единые принципы единого рынка связи и информатизации"),
                "2023-01-01", "2023-12-31",
                "With the Ministry of Digital Development of Russia, as published. Its period is not: the year of the sample "
                "stands here, and its entries are made up.", counterpart="organizations/mindigital-russia")
    give(out, "union-principles", texts(en="Common principles, by quarter (sample)", ru="Единые принципы, ежеквартально (образец)"),
         {"periodic": {"period": "QUARTER", "from": "2023-01-01", "until": "2023-12-31"}}, "plan/union-programme",
         action_plan=name, commitment=market)
    approve(out, "union-programme", {"registration_number": "SAMPLE-UNION", "date": "2023-01-20"})
    carry_out(out, "union-principles",
              *[("DONE", f"quarter {quarter} of 2023", paper(f"SAMPLE-U-{quarter}", day)) for quarter, day in
                enumerate(("2023-03-30", "2023-06-29", "2023-09-28", "2023-12-28"), start=1)])
    # The work goes on: nobody has decided on the last report.


# --- China -------------------------------------------------------------------------------------

def china(out):
    directive = commit(
        out, "directive-9", "OURS",
        {"title": "Directive No. 9 on developing relations with the PRC", "number": "9", "date": "2021-12-03"},
        texts(en="Develop relations with the PRC", ru="Развитие отношений с КНР", be="Развіццё адносін з КНР", zh="发展对华关系"),
        negotiation="negotiations/china", counterpart="organizations/china", due={"continuous": {}})
    name = plan(out, "china-2023-2025", "COUNTERPART",
                texts(en="Action Plan to develop cooperation with the PRC and increase export volumes, 2023–2025",
                      ru="План мероприятий по развитию сотрудничества с КНР и увеличению объёмов экспорта, 2023–2025 годы",
                      be="План мерапрыемстваў па развіцці супрацоўніцтва з КНР і павелічэнні аб'ёмаў экспарту, 2023–2025 гады",
                      zh="2023–2025年发展对华合作与扩大出口行动计划"),
                "2023-01-01", "2025-12-31",
                "Interfaced with the Digital Silk Road initiative, as published. Its entries are made up.",
                counterpart="organizations/china", negotiation="negotiations/china")
    common = {"action_plan": name, "commitment": directive}
    give(out, "china-meetings", texts(en="Meetings with Chinese companies, every year (sample)",
                                      ru="Встречи с китайскими компаниями, ежегодно (образец)"),
         {"periodic": {"period": "YEAR", "from": "2023-01-01", "until": "2025-12-31"}}, "plan/china-2023-2025", **common)
    give(out, "china-export", texts(en="Increase export volumes (sample)", ru="Увеличение объёмов экспорта (образец)"),
         {"continuous": {"until": "2025-12-31"}}, "plan/china-2023-2025", **common)
    approve(out, "china-2023-2025", {"registration_number": "SAMPLE-CHINA", "date": "2023-02-01"})
    carry_out(out, "china-meetings", ("DONE", "meetings with a number of companies in 2023", happened("china-companies-2023")))
    carry_out(out, "china-export", ("INTERIM", "exporters asked for their plans, 2023"))
    # A second edition: what came later.
    out.call("AmendActionPlan", {"name": name, "reason": SAMPLE + "a stand in 2024"}, after="plan/china-2023-2025")
    give(out, "china-stand", texts(en="A joint stand of exporters in 2024 (sample)", ru="Общий стенд экспортёров в 2024 году (образец)"),
         {"date": "2024-06-28"}, "plan/china-2023-2025", lead=ENGINEER, **common)
    approve(out, "china-2023-2025", {"registration_number": "SAMPLE-CHINA-2", "date": "2023-11-01"})
    give(out, "china-catalogue", texts(en="Catalogue of exporters in Chinese (sample)", ru="Каталог экспортёров на китайском языке (образец)",
                                       zh="出口商中文目录(示例)"),
         {"date": "2023-11-30"}, "plan/china-2023-2025", commitment="${commitment/china/catalogue.0}")
    carry_out(out, "china-catalogue", ("DONE", "a part of the catalogue is translated", paper("SAMPLE-C-1", "2023-11-29")))
    remove(out, "china-catalogue", "PARTLY", SAMPLE + "half of the exporters")
    give(out, "liyun-exporters", texts(en="Introduce exporters to Liyun (sample)", ru="Познакомить «Лиюнь» с экспортёрами (образец)"),
         {"date": "2023-11-15"}, "plan/china-2023-2025", commitment="${commitment/liyun/exporters.0}",
         co_executors=[{"organization": "organizations/prykladsoft"}])
    carry_out(out, "liyun-exporters", ("DONE", "two exporters met the company", paper("SAMPLE-L-2", "2023-11-14")))
    remove(out, "liyun-exporters")
    heard(out, "commitment/liyun/trial", "2023-12-20", "the cloud was shown to both exporters", "FULFILLED")


# --- the regions -------------------------------------------------------------------------------

def kursk(out):
    """One commitment carried out to its figure, one late, one without an action item."""
    procedure = give(
        out, "kursk-procedure", texts(en="Procedure for the exchange of electronic documents (sample)",
                                      ru="Порядок обмена электронными документами (образец)",
                                      be="Парадак абмену электроннымі дакументамі (узор)"),
        {"date": "2023-11-30"}, "dossier/kursk", commitment="${commitment/kursk/exchange-procedure.0}",
        co_executors=[{"organization": "organizations/vymysel-systems"}])
    give(out, "kursk-formats", texts(en="Agree on the formats (sample)", ru="Согласовать форматы (образец)"),
         {"date": "2023-10-31"}, "item/kursk-procedure", parent_item=procedure,
         commitment="${commitment/kursk/exchange-procedure.0}")
    carry_out(out, "kursk-formats", ("DONE", "formats are agreed", paper("SAMPLE-K-6", "2023-10-27")))
    remove(out, "kursk-formats")
    carry_out(out, "kursk-procedure", ("INTERIM", "the draft is with the region"))
    ask_for_time(out, "kursk-procedure", "2023-12-22", "the region answers in December", "extension/kursk-procedure")
    out.call("DecideExtension", {"name": "${extension/kursk-procedure}", "decision": "GRANTED", "note": SAMPLE + "once"},
             by=NEGOTIATOR_USER)
    out.call("ReportActionItem", {"name": procedure, "action_report": {
        "kind": "DONE", "text": SAMPLE + "the procedure is agreed and tried",
        "evidence": [paper("SAMPLE-K-9", "2023-12-20")]}}, after="item/kursk-procedure", by=EXECUTOR_USER)
    remove(out, "kursk-procedure")
    give(out, "kursk-pilot", texts(en="Kursk Region as a pilot of the union programme (sample)",
                                   ru="Курская область как пилотный регион союзной программы (образец)"),
         {"date": "2024-03-29"}, "plan/union-programme", action_plan="actionPlans/union-programme", is_unplanned=True,
         commitment="${commitment/kursk/pilot.0}")
    carry_out(out, "kursk-pilot", ("INTERIM", "the region has not named a municipality"))
    ask_for_time(out, "kursk-pilot", "2024-12-27", "no municipality was named", "extension/kursk-pilot")
    heard(out, "commitment/kursk/formats", "2023-10-02", "a letter with the formats", "FULFILLED")
    heard(out, "commitment/kursk/municipality", "2023-11-20", "the region is still choosing")


def nizhny_novgorod(out):
    give(out, "nizhny-descriptions", texts(en="Descriptions of five projects (sample)", ru="Описания пяти проектов (образец)"),
         {"date": "2023-06-30"}, "dossier/nizhny-novgorod", commitment="${commitment/nizhny-novgorod/descriptions.0}")
    carry_out(out, "nizhny-descriptions", ("DONE", "sent to the region", paper("SAMPLE-N-2", "2023-06-28")))
    remove(out, "nizhny-descriptions")
    # Given up without a report: there is no evidence.
    give(out, "nizhny-stand", texts(en="A stand with robots in the region (sample)", ru="Стенд с роботами в области (образец)"),
         {"date": "2023-10-31"}, "dossier/nizhny-novgorod", commitment="${commitment/nizhny-novgorod/stand.0}")
    remove(out, "nizhny-stand", "NO_LONGER_RELEVANT", SAMPLE + "the exhibition was called off", recommended=False)


# --- the delegation to the conference ----------------------------------------------------------

def trip(out):
    """What the delegation of five companies was to do, and what it reported."""
    label = "trip/cipr-2023"
    out.call("CreateTrip", {"trip_id": "cipr-2023", "trip": {
        "delegation": "${cipr-2023/belarus}", "order": {"kind": "ORDER", "registration_number": "SAMPLE-CIPR", "date": "2023-05-22"},
        "assignments": plainly(en="Show five projects; meet the leadership of the region; look for partners.",
                               ru="Показать пять проектов; встретиться с руководством области; найти партнёров."),
        "responsible": EXECUTOR, "negotiation": "negotiations/nizhny-novgorod", "return_date": "2023-06-03"}},
        label=label, after="dossier/nizhny-novgorod")
    out.call("ApproveTrip", {"name": "trips/cipr-2023"}, after=label)
    out.call("SubmitTripReport", {"name": "trips/cipr-2023", "report": {
        "texts": plainly(en="Five projects were shown; the leadership of the region was met on 31 May.",
                         ru="Показаны пять проектов; 31 мая состоялась встреча с руководством области."),
        "document": {"registration_number": "SAMPLE-CIPR-R", "date": "2023-06-09"},
        "agreed_points": [
            {"side": "OURS", "due_date": "2023-07-14", "texts": plainly(
                en="Presentations of the projects go to the companies that asked.",
                ru="Презентации проектов направляются предприятиям, которые о них спросили.")},
            {"side": "THEIRS", "due_date": "2023-09-29", "texts": plainly(
                en="Two companies of the region name their tasks.", ru="Два предприятия области называют свои задачи.")}]}},
        after=label, by=EXECUTOR_USER)
    out.call("AcceptTripReport", {"name": "trips/cipr-2023"}, after=label)
    out.call("ListCommitments", {"filter": 'negotiation = "negotiations/nizhny-novgorod" AND source_date = "2023-06-03" '
                                           'AND side = OURS'}, label="commitment/trip/presentations", after=label)
    give(out, "trip-presentations", texts(en="Presentations of five projects (sample)", ru="Презентации пяти проектов (образец)"),
         {"date": "2023-07-14"}, label, commitment="${commitment/trip/presentations.0}")
    carry_out(out, "trip-presentations", ("DONE", "sent to three companies", paper("SAMPLE-CIPR-P", "2023-07-12")))
    remove(out, "trip-presentations")


# --- figures -----------------------------------------------------------------------------------

def indicator(out, identifier, names, unit, note, **more):
    out.call("CreateIndicator", {"indicator_id": identifier, "indicator": {
        "display_names": names, "unit": unit, "source_note": note, **more}}, label=identifier)


def figure(out, of, year, value, label="", period=None, **more):
    out.call("CreateFigure", {"parent": f"indicators/{of}", "figure": {
        "period": period or {"kind": "YEAR", "year": year}, "kind": "ACTUAL", "value": value, **more}}, label=label, after=of)


# What the sample says of exports, in millions of US dollars: 2022, 2023, and January–September of both. That exports to
# these countries grew is published, and that growth was significant with China; no number is.
EXPORTS = {"RU": ("410.0", "492.0", "290.5", "351.5"), "CN": ("15.0", "24.0", "9.5", "16.0"),
           "KZ": ("30.0", "34.5", "21.0", "24.5"), "AZ": ("8.0", "9.2", "5.6", "6.6"),
           "AM": ("6.5", "7.8", "4.5", "5.6"), "": ("1500.0", "1620.0", "1090.0", "1180.0")}
EXPORTERS = {"vymysel-systems": ("12.0", "15.5"), "prykladsoft": ("9.0", "11.7")}


def published_figures(out):
    document = {"date": "2022-07-29", "signatory": "BelTA"}
    published = {"status": "FINAL", "publish_date": "2022-07-29", "document": document}
    indicator(out, "computer-services-per-head",
              texts(en="Export of computer services per head", ru="Экспорт компьютерных услуг на душу населения",
                    be="Экспарт камп'ютарных паслуг на душу насельніцтва", zh="人均计算机服务出口"), "USD",
              "UNCTAD, as told by BelTA on 29 July 2022.", is_rate=True)
    for year, value in ((2020, "267"), (2021, "320")):
        figure(out, "computer-services-per-head", year, value, source="UNCTAD", **published)
    indicator(out, "hi-tech-park-export",
              texts(en="Export of the Hi-Tech Park", ru="Экспорт Парка высоких технологий",
                    be="Экспарт Парка высокіх тэхналогій", zh="高科技园区出口"), "USD billion",
              "The Hi-Tech Park, as told by BelTA on 29 July 2022.", decimals=1)
    figure(out, "hi-tech-park-export", 2021, "3.2", source="Hi-Tech Park", **published)


def export_by_country(out):
    of = "ict-export"
    indicator(out, of,
              texts(en="Export of computer, telecommunications and information services (ICT services)",
                    ru="Экспорт компьютерных, телекоммуникационных и информационных услуг (ИКТ-услуг)",
                    be="Экспарт камп'ютарных, тэлекамунікацыйных і інфармацыйных паслуг (ІКТ-паслуг)", zh="信息通信技术服务出口"),
              "USD million", "Figures by country are not published: all of them are made up for the sample.", decimals=1)
    made_up = {"source": "Sample", "status": "ILLUSTRATIVE", "note": ILLUSTRATIVE}
    for country, (before, now, before_september, september) in EXPORTS.items():
        where = {"country": country} if country else {}
        figure(out, of, 2022, before, **made_up, **where)
        figure(out, of, 2023, now, label=f"export/{country or 'all'}", **made_up, **where)
        for year, value in ((2022, before_september), (2023, september)):
            figure(out, of, year, value, period={"kind": "CUMULATIVE", "year": year, "number": 9}, **made_up, **where)
    for organization, values in EXPORTERS.items():
        for year, value in zip((2022, 2023), values):
            figure(out, of, year, value, organization=f"organizations/{organization}", **made_up)
    # The task of the year, all together.
    figure(out, of, 2023, "1600.0", **{**made_up, "kind": "TARGET"})
    # Counted anew: the earlier revision stays readable.
    out.call("ReviseFigure", {"name": "${export/CN}", "value": "24.3", "status": "ILLUSTRATIVE",
                              "note": "Counted anew. " + ILLUSTRATIVE}, label="export/CN-2", after=of)


# --- results -----------------------------------------------------------------------------------

def results(out):
    def result(identifier, kind, titles, day, after, **more):
        out.call("CreateResult", {"result_id": identifier, "result": {
            "kind": kind, "titles": titles, "date": day, "note": ILLUSTRATIVE, **more}}, after=after)

    result("kursk-exchange-pilot", "PILOT",
           texts(en="Pilot of electronic document exchange with Kursk Region (sample)",
                 ru="Пилотный обмен электронными документами с Курской областью (образец)",
                 be="Пілотны абмен электроннымі дакументамі з Курскай вобласцю (узор)", zh="与库尔斯克州电子文件交换试点(示例)"),
           "2023-12-20", "item/kursk-procedure", country="RU",
           parties=["organizations/kursk", MINISTRY, "organizations/vymysel-systems"],
           origins=["events/kursk-2023", "negotiations/kursk/protocols/august-2023",
                    "${commitment/kursk/exchange-procedure.0}", "actionItems/kursk-procedure"],
           figures=["${export/RU}"], document={"registration_number": "SAMPLE-K-9", "date": "2023-12-20"})
    result("liyun-contract", "CONTRACT",
           texts(en="Contract of Prykladsoft with Liyun (both fictional)", ru="Договор «Прикладсофт» с «Лиюнь» (обе вымышлены)",
                 zh="Prykladsoft与例云科技合同(均为虚构)"),
           "2023-12-04", "item/liyun-exporters", country="CN", amount="240000.00", currency="USD",
           parties=["organizations/prykladsoft", "organizations/liyun"],
           origins=["negotiations/liyun/protocols/memorandum-2023", "actionItems/liyun-exporters"],
           figures=["${export/CN-2}"], document={"registration_number": "SAMPLE-L-3", "date": "2023-12-04"})
    # No figure goes with this one.
    result("nizhny-delivery", "DELIVERY",
           texts(en="Delivery of robots for warehouses to Nizhny Novgorod Region (sample)",
                 ru="Поставка складских роботов в Нижегородскую область (образец)"),
           "2023-11-15", "item/nizhny-descriptions", country="RU", amount="85000.00", currency="USD",
           parties=["organizations/uzor-robotics", "organizations/nizhny-novgorod"],
           origins=["events/cipr-2023", "actionItems/nizhny-descriptions"])


def fill(out):
    settings(out)
    annual(out)
    union_programme(out)
    china(out)
    kursk(out)
    nizhny_novgorod(out)
    trip(out)
    published_figures(out)
    export_by_country(out)
    results(out)
