import type { Spoken } from './spoken-text'

/** What a call is about, as the words have it. */
export type SpokenAction =
  | 'cancel'
  | 'reschedule'
  | 'confirm'
  | 'modify'
  | 'new_booking'
  | 'existing_booking'
  | 'on_the_way'
  | 'past_visit'
  | 'missed_visit'
  | 'no_booking_matter'
  | 'wrong_number'

export type ActionMention = { action: SpokenAction; words: string; role: Spoken['role'] }

const THING =
  'bookings?|appointments?|apointment|appoinment|appt|reservations?|table|sessions?|slot|consultation|consult|meeting|party|event|visit|checkup|check up|treatment|sitting|gathering|function|dinner|lunch|brunch|meal'
const MINE = 'my|our|the|this|that|his|her|their|your|meri|mera|mere|hamari|hamara|hamare|apni|apna|apne|aapki|aapka|uski|uska|unki|unka|jo'
const HINDI_BOOKING = '(?:booking|appointment|table|slot|reservation|seat|jagah)'
const BOOKED = 'booked|reserved|scheduled|pencilled|penciled|in the (?:diary|book|calendar|system|list)|on the (?:list|books|schedule)|down'
const CANNOT =
  'cant|cannot|can not|wont|will not|would not|wouldnt|unable to|not able to|not going to|not gonna|couldnt|could not|wont be able to|never going to'

/** Sentences whose verb tells what is wanted. Several may be true of one call. */
const CALLERS: Record<Exclude<SpokenAction, 'wrong_number'>, string[]> = {
  cancel: [
    String.raw`cancel\w*|kai?nsal\w*|kensal\w*|scrap|axe|ditch|withdraw\w*|call(?:ing|ed)? (?:\S+ ){0,6}?off|back(?:ing)? out|pull(?:ing)? out|bail(?:ing)?|drop (?:my|the|our|this|that|it|out|a)`,
    String.raw`(?:get|getting) rid of|(?:delete|remove|wipe|erase|strike|cross) (?:\S+ )?(?:my|the|our|this|that|it|me|us|a)\b|take (?:\S+ ){1,8}?(?:off|out of) (?:the|your)|(?:give|giving) (?:up|away)|give (?:my|our|the|that|it) (?:\S+ ){0,3}?(?:away|to (?:someone|somebody|another|anyone))|free (?:it |that |them )?up|(?:release|forget about|do away with|let go of|void) (?:my|the|our|this|that|it)`,
    String.raw`(?:${CANNOT}) (?:be able to )?(?:make|come|attend|keep|be there|get there|be coming|turn up|show up|go ahead|honou?r|do it|join)`,
    String.raw`no longer (?:need|want|require|coming|able|going|interested)|(?:dont|do not|wont|doesnt) (?:need|want|require)\b(?:(?! to)(?: \S+){0,6}? (?:any ?more|any longer|after all|now)\b)?|(?:not|isnt|arent) (?:going to happen|happening|coming|going ahead|going to work out|gonna happen)|plans? (?:\S+ )?(?:fell|fallen|fall|changed|have changed|cancelled)|(?:have|need|got) to (?:pass|miss|skip)|(?:something|emergency|thing) (?:\S+ )?(?:came|come|has come|cropped|has cropped) up`,
    String.raw`radd|hata (?:d|do|dij|dein|kar|na)|hata\b|rehne (?:d|do)|nahi (?:aa|ho|ja|kar) ?(?:pa\w*|sak\w*|rah\w*|jaa\w*)|(?:aa|ho) nahi (?:pa\w*|sak\w*|rah\w*)|nahi (?:aana|aaunga|aayenge|aaungi|aunga|karna|chahiye)|mana kar`,
  ],
  reschedule: [
    String.raw`re ?sche?dul\w*|re ?book\b|rearrang\w*|re arrang\w*|postpon\w*|prepon\w*|defer\w*|push(?:ed|ing)? (?:\S+ ){0,8}?(?:to|back|out|till|until|forward)|put (?:\S+ ){0,14}?(?:back|off) (?:to|till|until|for)|put (?:it |this |that |everything )?off|delay (?:my|the|our|it)`,
    String.raw`(?:move|moving|moved|shift|shifting|shifted|bring|bringing|swap|swapping|switch|switching|bump|change|changing|changed|transfer|swop)\b(?: \S+){0,10}? (?:to|over|forward|back|from|for|into|onto|date|day|time|timing|timings|slot|earlier|later|another|different|par|pe|ko|kar|until|till)\b`,
    String.raw`(?:another|different|other|some other|doosr[aei]|dusr[aei]) (?:day|time|slot|date|din)|aage (?:badh\w*|kar|kara|shift)|peeche (?:kar|kara|shift)|(?:thoda|thodi) (?:aage|pehle|baad)|badal\w*|(?:time|date|din|timing|samay) (?:change|badal|shift)|shift (?:kar|karna|karwa|ho)|ki jagah (?!mil|hai)|ke bajaye|(?:uske|iske) badle|badle mein|(?:earlier|later) (?:slot|time|than|date)`,
    String.raw`nahi (?:\S+ ){1,9}?(?:chahiye|kar d\w*|kar do|rakh\w*)|in place of|alter (?:my|the|our|it)|new (?:date|time|day)|(?:usko|isko|use|ise|us ko)(?: (?!cancel|confirm|book|radd|hata)\S+){1,7}? (?:kar d|kar sak|kar len|kar do|kar lij|rakh|shift)|(?:can|could) (?:we|i|it|you) (?:do|have|be|make it)(?: \S+){0,6}? (?:instead|rather)|(?:any chance|what|how) (?:of|about)(?: \S+){1,8}? (?:instead|rather)`,
  ],
  confirm: [
    String.raw`confirm\w*|reconfirm\w*|kanf[ai]rm\w*|kanpharm\w*|still on\b|all set\b|double ?check\w*|pakka|we are (?:definitely )?coming|going ahead|(?:make|making|be|being) (?:quite |very |absolutely )?(?:sure|certain)|(?:all )?in order\b|in place\b|ho gay\w+ (?:hai )?(?:na|kya)|hai na\b|tay hai na|look (?:it |that |this )?up|verify|still (?:valid|booked|stand|stands|good|there)|is (?:everything|it|that) (?:ok|okay|set|sorted)|(?:list|system|register|book) (?:mein|me|men) (?:naam|hai)|check kar`,
  ],
  modify: [
    String.raw`add(?:ing)?\b|instead of|extra (?:chair|person|people|guest)|(?:vegetarian|vegan|jain|gluten|allerg\w*|nut free|high ?chair|wheelchair|birthday cake|decorat\w*)\b|special (?:request|arrangement)|(?:increase|reduce) |(?:log|logon|people|guests) (?:badh|kam|aur|more|extra|less|fewer)`,
  ],
  new_booking: [
    String.raw`(?:like|want|wanted|need|needed|looking|hoping|trying|love|wanna|wish|keen|can i|could i|may i|can we|could we|possible|ill|lets|let me|please)(?: to)? (?:book|reserve|make (?:a|an|another) (?:new )?(?:${THING})|schedule|set (?:up|something)|fix|arrange|get (?:a|an|some)|take (?:a|an)|have (?:a|an)|come (?:in|by|over|along)|fit|drop in|pop in)\b(?! (?:confirm|cancel))`,
    String.raw`book (?:me|us|a|an|another|in|it|the)\b|(?:put|pencil|squeeze|fit|slot|schedule|sign|get|pop) (?:me|us) (?:in|down|up|on|for)|(?:put|pencil|squeeze|fit|slot) (?:\S+ )?(?:me|us)\b|schedule (?:me|us)|(?:new|another|fresh|nayi|naya|naye) (?:${THING})`,
    String.raw`(?:do you have|have you got|you got|is there|are there|got|any|koi|what|which) (?:a |an |any |anything |some )?(?:${THING}|availability|opening|openings|space|spaces|room|spots?|chance|times?|gaps?|free|available|left)\b|(?:anything|something|slot|spot|table|seat|place|time) (?:\S+ )?(?:available|free|open|khali|left)\b|(?:after|want|need|like|looking for|require) (?:a|an|another|some) (?:\S+ ){0,2}?(?:${THING}|spot|space|place|seat)\b|(?:are|is|would) (?:you|there|anyone|anybody|\S+) (?:\S+ )?(?:free|available)\b|availab\w*`,
    String.raw`${HINDI_BOOKING} (?:book )?(?:karn[aei]|karan[aei]|karwan[aei]|kar d|chahiye|len[aei]|le lu|mil\w*|rakh\w*|do\b|de d|hai kya|hogi|khali|set)|book (?:karn[aei]|kar do|kar d\w*|kar lij\w*|karwa\w*|kar len|ho\b)|(?:ki|ka|ke liye) (?:booking|appointment|table|slot) (?:le|laga|kar|likh|de|rakh|bana)\w*|(?:reserve|book) (?:something|anything|some|for)|have you (?:got )?(?:a|an|any|space|room)|(?:khali|jagah|slot) (?:hai|milega|mil|hogi|ho)|(?:aana|dikhana|milna) (?:tha|hai|chaht\w+)|(?:ho|mil) (?:jayega|payega|paega|sakta|milega) kya|likh (?:lo|lij\w*|dij\w*|do)`,
  ],
  existing_booking: [
    String.raw`(?:${MINE}) (?:\S+ ){0,7}?(?:${THING})\b`,
    String.raw`(?:about|regarding|concerning|attend|make it to|for|on|of) (?:my|our)\b(?! (?:own|way|friend|wife|husband|son|daughter|mother|father))`,
    String.raw`(?:${THING})(?: \S+){0,2}? (?:i|we|you|youve|ive|weve) (?:have|had|got|made|booked|took|scheduled|arranged|set|ve)|(?:${THING}) (?:\S+ )?(?:of (?:mine|ours)|in (?:your|the) (?:book|diary|system|calendar|list|name)|coming up)`,
    String.raw`(?:i|we)(?: have| had|ve| ve)? (?:got )?(?:a|an|my|the|our|one|this) (?:\S+ ){0,3}?(?:${THING})\b|(?:ive|weve) (?:got )?(?:a|an|my|the|one) (?:\S+ ){0,3}?(?:${THING})\b`,
    String.raw`(?:i|we|ive|weve|im|were) (?:have |had |ve |am |are |got |all |already |been |previously |something )*(?:${BOOKED})\b|you(?:ve| have| ve)? (?:got )?(?:me|us) (?:\S+ )?(?:${BOOKED})\b|(?:something|anything|it|one|name|me|us) (?:\S+ )?(?:${BOOKED})\b|the one (?:i|we|ive|weve|you)\b|(?:when|before|until|once) (?:i|we) (?:come|arrive|visit|am there|are there|get there)\b|(?:i|we) (?:book|reserve)\b|did (?:i|we) (?:book|reserve)|in your (?:book|books|diary|system|calendar|schedule)\b|looking after (?:me|us)|(?:i am|im|we are|were|i m|we re) (?:due|expected|coming in|meant|supposed)|(?:i|we|ive|weve) (?:have |got )*with you`,
    String.raw`(?:table|seat|slot|booking|appointment|reservation) (?:book(?:ed)? |fix |pakka |confirm |tay )?(?:hai|thi|tha|ki thi|kiya tha|li thi|liya tha|karwaya|ke baare|ke bare|ka time|kab|ke liye|lagi|laga)|(?:ki|ka) (?:booking|appointment) (?:hai|tha|thi)|book (?:kiya|kari|karwaya|karwa\w*|ki thi|hai|tha|thi)|(?:li|likhwaya|karwaya|rakha|rakhwaya|fix|tay|liya) (?:hui )?(?:hai|tha|thi)\b`,
  ],
  on_the_way: [
    String.raw`(?:running|going to be|gonna be|be|bit|little|minutes|mins|min|be there|a touch|slightly|get there|arrive|arriving|come|coming|reach|bahut|thoda|thodi|ghante|minute) (?:\S+ )?(?:late|later|behind|delayed)\b|late (?:ho|hu|aa|pahunch|hain)|(?:behind|off) schedule|delayed|(?:running|five|ten|few|some|\d+) (?:\S+ )?behind|held up|hold up`,
    String.raw`(?:on|en) (?:my|our|the) (?:way|route)|en route|stuck\b|traffic|jam\b|jaam|(?:raaste|late ho|der (?:ho|se|lag|hai)|pahunch\w*|nikal\w*|phas\w*|fas\w*|phans\w*|der)\b|(?:nearly|almost|just about|about to) (?:there|arriv\w*|reach\w*|here)|reach(?:ing)? (?:in|there|by|you)|be (?:there|with you) (?:in|as soon|shortly|soon|a (?:bit|little)|after|by|within)|round the corner|around the corner|just (?:parked|arrived|left|got off|leaving|set off|landed|missed)|(?:im|i am|were|we are|am|are) (?:\S+ )?(?:outside|downstairs|nearby|at the (?:door|gate|entrance|reception)|in the (?:car|taxi|cab|lobby|queue|building|lift))\b`,
    String.raw`(?:cant|cannot|unable to|trouble|cant seem to) (?:\S+ )?(?:find|locate|see) (?:\S+ )?(?:the|your|you|it|a|entrance|place|parking)|which (?:floor|entrance|door|gate|building)|how do (?:i|we) get in\b|(?:cab|taxi|uber|ola|auto|bus|train|car|bike|flight|metro|tube|gaadi|gadi|driver|scooter|tyre|tire) (?:\S+ ){0,3}?(?:broke|broken|late|delayed|cancelled|stopped|stuck|kharab|puncture\w*|not come|hasnt|has not|died|stalled|wont start|flat|missed|band|ruk\w*)|(?:puncture\w*|flat ty\w+|breakdown)|missed (?:the|my|our) (?:bus|train|tram|exit|turn|turning|connection|metro)|(?:hold|keep) (?:it|the table|our|my|the)\b|(?:wait|waiting) for (?:me|us)|wait (?:kar|kij|karna|karo)|intezaar kar|where (?:should|do|can) (?:i|we) (?:park|come|go)|(?:aa|pahunch|nikal) (?:hi )?(?:raha|rahi|rahe|gaye|gaya|chuke)|(?:neeche|niche|bahar|gate pe|gate par) (?:hi )?(?:khad\w*|hoon|hain)|kaun ?s[ai] (?:floor|manzil|darwaza)|overslept|left (?:home|the house|work|the office) late|still (?:on|at|in) (?:the|work|my)`,
  ],
  past_visit: [
    String.raw`feedback|complain\w*|complaint|shikayat|(?:want|need|get|give|like|demand|expect|due|my|for) (?:a |my |the |full )*refund\b|(?:receipt|bill|mistake|error|items?) (?:\S+ )?(?:from|shows|says|was|is wrong)|invoice (?:from|shows|says|was)|(?:left|leave|write) (?:\S+ )?review|over ?charged|(?:been |was |were |got |me |you |twice )(?:over)?charged|charged (?:\S+ ){0,3}?(?:twice|double|wrong|too|extra|more)|(?:everything|it|that|food|service|staff|visit|evening|experience|treatment|haircut|meal|stay|dinner|lunch|colour|massage|stylist|doctor|waiter|room|place) was (?:so |very |really |not |too |just |absolutely |a bit |quite )?\w+|wanted to say (?:how|thank|thanks|that)|(?:thanks|thank you|grateful|appreciate)(?: \S+){0,3}? for (?:#|the|your|last|yesterday|having|looking|everything|that|a|such|such a|all|on)`,
    String.raw`(?:left|forgot|forgotten|lost|dropped|misplaced|leave|mislaid)(?: \S+){0,6} (?:there|behind|at your|with you|at yours|in your|table|chair|umbrella|phone|bag|wallet|jacket|glasses|scarf|card|keys|gloves?|hat|coat|charger|watch|earrings?|ring|purse|book|laptop|sunglasses|sweater|cardigan|bottle|shawl|file|papers?|reports?)\b|(?:bhool|chhoot|reh|gum|kho|gir)(?: \S+){0,2} (?:gay[aei]|gaya|gayi|aaya|aayi|aaye|gai)|(?:wahin|vahin|wahan) (?:reh|chhoot|bhool)|(?:lost and found|lost property|found (?:a|an|my))|(?:did|has|have) (?:\S+ ){0,2}?(?:find|found|see|seen|come across|hand\w* in)|must (?:still )?be (?:at|with)|(?:still )?(?:at yours|at your place)`,
    String.raw`(?:we|i|you|they|he|she|who|nobody|someone|stylist|doctor) (?:\S+ )?(?:came|dined|visited|ate|were (?:there|over|in|at|with)|was (?:there|at|with|over|seen|treated|served|kept)|(?:was|were) in(?! before| earlier| the area| touch)|went|saw|enjoyed|loved|paid|felt|stayed|attended|gave me|did my|cut my|treated|had (?:dinner|lunch|breakfast|such|my|a|our|an|the) (?:\S+ ){0,4}?(?:#|with you|there|at yours|yesterday|last|time|meal|experience|evening))`,
    String.raw`(?:aa?e|aaye|aaya|aayi|gaye|gaya|gayi|khaya|dikhaya|karaya|hua|hui) (?:the|tha|thi)\b|(?:tha|thi|the) (?:hum|main|woh|wo|bahut)|(?:service|khana|bill|treatment|staff|doctor|safai|anubhav) (?:\S+ ){0,4}?(?:tha|thi|the|mila|mili|hua|hui|bana|liya|gaya|kharab|thanda|galat)\b|(?:zyada|jyada|extra|do baar) (?:\S+ )?(?:paise|charge|bill)|(?:paise|bill) (?:\S+ )?(?:zyada|jyada|galat|extra)|(?:accha|achha|acha|maza|mazaa|pasand) (?:\S+ )?(?:laga|lagi|aaya|aayi)|dard (?:ho|hai|hua)`,
    String.raw`(?:since|after|following) (?:my|the|our|that|your) (?:\S+ )?(?:visit|treatment|appointment|session|procedure|haircut|massage|meal|facial|cleaning|consultation|meeting)|(?:wrong|incorrect|missing) (?:amount|total|item|change|bill|charge|price)|(?:my|the) (?:bill|invoice|receipt|charge) (?:\S+ ){0,4}?(?:wrong|too|incorrect|high|more|twice)|(?:really |very |quite |so )?(?:disappoint\w*|unhappy|dissatisf\w*|not happy|upset)|(?:had|was|what) (?:a|an|such a|such) (?:\S+ )?(?:great|lovely|wonderful|good|bad|terrible|nice|fantastic|amazing|awful|horrible|time|experience|evening|meal)|what happened|not what (?:i|we)|still (?:hurts?|have pain|in pain|sore|swollen|hurting|aching)`,
  ],
  missed_visit: [
    String.raw`(?:missed(?! (?:a |the |my |your |our )?(?:call|bus|train|tram|exit|turn|turning|connection|metro))|couldnt make|could not make|didnt make|didnt (?:come|turn up|show)|forgot (?:about )?my (?:appointment|booking|session|visit)|miss ho|nahi aa paya|nahi aa payi|nahi aa paye|no show)\b`,
  ],
  no_booking_matter: [
    String.raw`(?:what time|when|till what time|how late|until when|how early|which days|what days|kitne baje(?: tak)?|kab(?: tak)?)(?: \S+){0,6} (?:open|close|closed|opens|closes|shut|khul\w*|khol\w*|band|come by|drop in|there)\b|(?:opening|business|working|office|visiting) (?:hours|times?)|are you (?:\S+ )?(?:open|closed)|(?:do|will) you (?:open|close|work|shut)|timings? (?:kya|hai|what)|(?:your|aapki|aapka|the) (?:timings?|hours)\b|(?:khula|khuli|khule|khulta|khulte|band) (?:rah\w*|reh\w*|hot\w*|hai|ho)`,
    String.raw`how much (?:is|are|do|does|for|would|will|to)|whats? (?:is )?(?:the|your) (?:price|rate|cost|charge|fees?|pricing|rates|charges)|price list|prices|pricing|rate card|(?:your|the|aapka|aapki|aapke) (?:rates?|fees?|charges?|prices?)\b|kitne (?:ka|ki|ke|charge|paise|lag\w*|fees?|hai|rupay\w*)|(?:kya|ka) (?:rate|charge|lete|lagta|lagega)|(?:rate|fees?|charges?|keemat|daam) (?:kya|kitn\w*)|set me back|cost me|would (?:it|a|an|that) (?:\S+ ){0,4}?cost|discount|offer chal|(?:any|koi) (?:offers?|deals?|discounts?|packages?)|student rate|ka kya let\w*`,
    String.raw`(?:your|the|aapka|aapki) (?:address|website|web ?site|email|e mail|fax|location|postcode|pin ?code|landline|whatsapp|account|branch|menu|brochure|catalog\w*|bank)\b|pata (?:kya|bata|batay)|where (?:are|is|exactly) (?:you|your|exactly)|how (?:do|can|would) (?:i|we|one|you) (?:get|reach|come|find|drive) (?:to|there|you)|(?:kahan|kidhar) (?:par |pe )?(?:hai|ho|hain|located|padt\w*)|directions?|nearest (?:station|stop|metro|bus|tube|landmark)|which (?:bus|train|metro|station|line)|(?:bus|metro|train|auto|taxi) (?:(?!nahi)\S+ )?(?:stops?|mil\w*|aat\w*|jaat\w*)|kitn[aeio] door|door (?:hai|kitna)|(?:near|close to) (?:you|the|your)|parking (?:available|close|near|space|hai|mil)|(?:is there|do you have|any) (?:\S+ )?parking`,
    String.raw`jobs?\b|vacanc\w*|hiring|recruit\w*|resume|\bcv\b|interview|naukri|bharti|internship|apply for|(?:a |any )?(?:position|opening|work|kaam) (?:\S+ )?(?:open|available|for a|mil\w*|milega|hai kya)|(?:looking for|need) (?:a job|work|staff)|part ?time`,
    String.raw`gift (?:card|voucher|certificate)s?|vouchers?|membership|loyalty|franchise|sponsor\w*|supplier|suppl(?:y|ies)|marketing|\bseo\b|advertis\w*|insurance|loan|credit card offer|wholesale|vendor|partnership|distributor|sales (?:team|manager|rep)|electricity|gas meter|read your meter|broadband|internet connection|software|survey|charity|donat\w*|cleaning contract|contracts?\b|(?:your|the) (?:owner|manager|accounts|accountant|hr|boss|person in charge|department)|whoever (?:handles|deals)|who (?:handles|deals|is in charge)|interested in (?:\S+ )?(?:cheaper|buying|selling|our)|on behalf of (?:a|the|our) (?:company|agency|firm)|(?:magazine|newspaper|journalist|radio)`,
    String.raw`do you (?:\S+ )?(?:accept|take|deliver|sell|offer|do|serve|provide|stock|cater|speak|ship|repair|rent|host|allow|run|make|have)\b|can (?:i|we|one|you) (?:buy|order|purchase|get) (?:\S+ ){0,4}?(?:online|your|from)|home (?:delivery|service|visits?)|take ?away|delivery order|menu\b|(?:is|are) (?:\S+ ){0,3}?(?:allowed|permitted|welcome|accessible|halal|vegan|available for)|(?:have|has) (?:to|got to) stay|have you got (?:a |any |an )?(?:wheelchair|wifi|wi fi|parking|garden|terrace|lift|branch|private|outdoor|toilet|ac)|(?:card|upi|cash|paytm|gpay|credit card|credit cards) (?:chal\w*|le\w*|accept|mil\w*|hai)|what (?:\S+ )?(?:kind|sort|type|types|brands?|services|treatments|things) (?:of )?(?:\S+ ){0,3}?(?:do|offer|sell|are)|(?:kya kya|kaunsi|kaun kaun) (?:\S+ )?(?:karte|services?|milta|hota|hai)|(?:dete|karte|lete|rakhte|bechte) (?:ho|hain) kya|(?:hai|mil\w*) kya$|branch`,
  ],
}

/** What an agent says of what it did or sees. */
const AGENTS: Partial<Record<SpokenAction, string[]>> = {
  cancel: [String.raw`(?:ive|i have|has been|have been|is|its|been|now) (?:now )?cancell?ed|cancel kar di|consider it cancelled`],
  reschedule: [
    String.raw`(?:ive|i have|has been|have been|is now|its) (?:now )?(?:moved|rescheduled|changed|shifted|pushed)|(?:shift|change|move) kar di`,
  ],
  confirm: [
    String.raw`calling to confirm|just confirming|confirm your|reminder|remind you|calling about your|yaad dilan\w*|yaad dila|confirming that|expecting you|see you|coming in|look forward|expected|intezaar rahega`,
  ],
  existing_booking: [String.raw`(?:your|aapki|aapka|aapke) (?:\S+ ){0,3}?(?:${THING})`, 'have you (?:down|booked)|you have a'],
  new_booking: [
    String.raw`(?:ive|i have|youre|you are|all) (?:now |just )?(?:booked|reserved) (?:you|a|your|the|in)?|book kar di(?:ya|yi)?`,
  ],
}

/** What bookings are called, with nothing that says whose. */
export const BOOKING_WORD = new RegExp(String.raw`\b(?:${THING})\b`)

const compile = (patterns: Partial<Record<SpokenAction, string[]>>) =>
  Object.entries(patterns).map(([action, sources]) => [action as SpokenAction, new RegExp(String.raw`\b(?:${sources.join('|')})`)] as const)
const CALLER_RULES = compile(CALLERS)
const AGENT_RULES = compile(AGENTS)

/** What each turn's words say about what the call is for; each action once a turn, with the first words that do. */
export function readActions(turns: readonly Spoken[]): ActionMention[] {
  return turns.flatMap(({ role, text }) =>
    (role === 'agent' ? AGENT_RULES : CALLER_RULES).flatMap(([action, pattern]) => {
      const words = pattern.exec(text)?.[0]
      return words === undefined ? [] : [{ action, words: words.trim(), role }]
    }),
  )
}
