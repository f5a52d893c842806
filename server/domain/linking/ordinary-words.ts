/**
 * Words of everyday talk on the telephone, so that what is left over may be a name. Not a dictionary: the commonest words, and
 * what bookings, shops and clinics are talked about with. Inflections are worked out (`isOrdinary`).
 */
const ENGLISH = `
a an the and or but so if then than as at by for from in into of off on onto out over per to up with without within about above across after against along
among around before behind below beneath beside besides between beyond down during except inside like near nearby next opposite outside past since through till
toward towards under until unless upon via versus while whilst because although though whether either neither both nor not no yes yeah yep yup nope nah ok okay
alright right sure fine good great nice lovely super perfect excellent brilliant wonderful awesome fantastic cool exactly correct indeed absolutely definitely
certainly obviously actually basically honestly simply really very quite rather pretty too also again still already yet ever never always often sometimes seldom
usually maybe perhaps possibly probably only just even almost nearly about roughly approximately instead otherwise anyway however therefore meanwhile soon later
late early earlier now today tonight tomorrow yesterday ago here there where when why how what which who whom whose that this these those it its he him his she
her hers they them their theirs we us our ours you your yours i me my mine myself yourself himself herself itself ourselves themselves someone somebody anyone
anybody everyone everybody nobody none something anything everything nothing somewhere anywhere everywhere nowhere one ones other others another each every all
any some many much more most less least few several lot lots bit little plenty enough such same different own whole half quarter double single pair couple dozen
be am is are was were been being do does did done doing have has had having can could will would shall should may might must ought need dare used get got gotten
getting go goes went gone going come came coming make made making take took taken taking give gave given giving put puts putting keep kept let lets letting see saw
seen seeing look looks looking find found say says said saying tell told telling ask asked asking talk speak spoke spoken speaking call calls called calling ring
rang ringing phone phoned phoning dial hear heard hearing listen know knew known knowing think thought thinking believe guess suppose mean meant wonder hope wish
want wanted wanting like liked love loved hate prefer try tried trying use using work works worked working start started stop stopped begin began end ended finish
open opened opening close closed closing wait waiting stay stayed leave left leaving arrive arrived arriving reach reached reaching bring brought bringing send
sent sending show showed shown write wrote written read pay paid paying buy bought buying sell sold selling cost costs charge charged spend spent save add added
adding change changed changing move moved moving shift shifted swap switch book booked booking reserve reserved cancel cancelled canceled cancelling confirm
confirmed check checked checking schedule scheduled reschedule rescheduled postpone postponed push pushed pull bump drop dropped pick picked remove removed delete
scrap skip miss missed lose lost forget forgot forgotten remember remembered remind reminded help helped helping thank thanks thankyou welcome please sorry excuse
pardon apologise apologize apologies afraid happy glad sad sick ill unwell well better best worse worst bad wrong true false possible impossible able unable available
free busy full empty ready late early soon quick quickly fast slow easy hard difficult big small large huge tiny long short tall high low old new young recent last
first second third final main important special regular normal usual general common private public personal professional proper local foreign similar certain clear
clean dirty hot cold warm cool dry wet safe dangerous cheap expensive dear rich poor lucky unfortunate unfortunately fortunately hopefully urgent urgently
emergency serious severe mild bad painful hurt hurting pain ache swollen swelling bleeding fever cough flu covid
time times day days week weeks month months year years hour hours minute minutes minutes second seconds moment while morning afternoon evening night noon midnight
midday weekend weekday fortnight date dates holiday holidays birthday anniversary christmas easter diwali holi eid new monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues
wed thu thur thurs fri sat sun spring summer autumn winter zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third fourth fifth sixth seventh eighth
ninth tenth eleventh twelfth twentieth thirtieth once twice o'clock oclock am pm sharp
person people man men woman women lady ladies gentleman gentlemen guy guys boy girl kid kids child children baby family families friend friends husband wife son
daughter mother father mum mom mummy dad daddy parent parents brother sister uncle aunt auntie cousin nephew niece grandmother grandfather grandma grandpa granny
grandson granddaughter partner fiance fiancee girlfriend boyfriend boss manager colleague assistant secretary driver neighbour neighbor owner landlord tenant staff
team group member members guest guests client clients customer customers patient patients student students teacher doctor doctors nurse dentist hygienist surgeon
physician therapist physio physiotherapist stylist barber beautician hairdresser chef waiter waitress receptionist consultant advisor adviser lawyer accountant
agent sir madam maam miss mister mr mrs ms dr prof lord name names surname number numbers mobile cell landline phone telephone email mail message messages text
texts whatsapp sms letter address website site web app account password card cards cash cheque money bill bills invoice receipt payment payments deposit refund
discount offer offers price prices pricing rate rates fee fees rupee rupees pound pounds dollar dollars cent insurance policy plan plans membership voucher gift
order orders item items thing things stuff matter matters question questions query queries enquiry inquiry issue issues problem problems trouble concern concerns
complaint complaints feedback suggestion request requests favour favor idea reason information info detail details note notes record records list file form forms
document documents report reports test tests result results sample paper papers prescription medicine medicines tablet dose treatment treatments procedure surgery
operation operation therapy session sessions consultation consult consultations checkup check-up appointment appointments reservation reservations booking bookings
table tables seat seats slot slots spot place places room rooms space chair chairs meeting meetings meet party parties event events function gathering do occasion
celebration wedding engagement ceremony dinner lunch brunch breakfast supper meal meals food drink drinks water tea coffee wine beer cake menu dish dishes starter
buffet vegetarian vegan veg nonveg jain gluten nut nuts dairy allergy allergies allergic spicy hair haircut cut colour color highlights trim shave beard nail nails
manicure pedicure facial makeup make-up massage spa wax waxing threading bridal skin eye eyes tooth teeth dental cleaning filling crown root canal braces gum jaw
back neck knee shoulder leg arm hand hands foot feet head heart stomach chest blood sugar pressure scan xray x-ray ultrasound vaccine vaccination injection physio
tax taxes planning strategy annual review advice advisory finance financial business company companies firm office offices shop shops store salon studio clinic
hospital restaurant cafe hotel bar bank school college university church gym park police post government department branch branches reception desk front counter
door entrance gate floor building house home flat apartment street road lane avenue square town city village country area station bus train metro tube taxi cab car
bike van parking traffic jam motorway highway airport map location directions direction left right straight corner side end middle top bottom north south east west
job jobs vacancy position role hiring hire cv resume interview salary marketing advertisement advert agency sales supplier delivery courier parcel package service
services product products quality value size colour type kind sort way ways world life news weather rain snow storm power electricity internet online line lines
connection network signal voice noise sound volume hold system computer diary calendar schedule agenda timetable hello hi hey hiya howdy greetings morning cheers bye
goodbye goodnight evening day regards wishes dear love sincerely speaking speak talking talk regarding concerning following respect behalf reference referring
connected interested curious keen hoping wondering planning considering thinking looking ringing running travelling traveling driving walking stuck held caught
delayed delay on-time behind ahead nearly there round around away back returning return returned visit visits visited visiting attend attending dine dining eat eating
ate drinking drank sit sitting stand standing sleep seeing expecting expected due supposed scheduled meant allowed permitted accept accepts provide provides include
includes included cover covers require requires required suggest recommend recommended recommends understand understood explain describe discuss arrange arranged
organise organize prepare prepared preparing fill filled sign signed apply applied upgrade reduce increase extend extra additional further spare separate together
alone apart upstairs downstairs indoor indoors outdoor outdoors window garden terrace patio balcony corner quiet wheelchair pram pushchair highchair dog dogs cat pet
pets smoking smoke music dress code gift present flowers balloons decoration decorations surprise candle photo photos picture camera umbrella bag wallet purse keys
jacket coat scarf glove gloves hat glasses sunglasses watch ring earring earrings necklace laptop charger book bottle
yo oi aye sup hullo ahoy arre arey are oye tada whoa phew tsk
us uk usa india indian english hindi language british american uh um er erm hmm mm mhm ah oh aha eh wow oops ugh hang hold-on wait-a matey mate buddy pal folks
everybody dude bro actually quick brief briefly short question one-thing thing look listen yes-hello again once more another regular old existing current currently
previous previously recently lately nowadays upcoming future past present online link number's unknown withheld private regularly daily weekly monthly yearly
tentative confirmed pending done complete completed correct cancelled changed updated update moved noted removed reserved fit fits fitted squeeze turn turned turning
throw threw hit run ran runs rush hurry worry worries worried problem shame pity pleasure bless kind kindly polite rude terrible horrible awful disappointing
disappointed happy satisfied delighted pleased impressed annoyed angry upset furious confused tired stressed pregnant injured broken broke break fell fall fallen
plans plan clash clashes conflict conflicts collides suits suit suited convenient inconvenient preferred preferably ideally alternatively else stay-on least latest
earliest nearest closest total altogether overall average maximum minimum roughly each apiece
im ive ill id youre youve youll youd weve well wed theyre theyve theyll hes shes theres heres whats whos wheres hows whens lets dont doesnt didnt cant cannot couldnt wont wouldnt
shouldnt isnt arent wasnt werent hasnt havent hadnt aint mustnt gonna wanna gotta kinda sorta dunno lemme gimme cuz cos cause til till ur pls plz thx
goods electricity gas meter reading survey charity donation loan credit debit mortgage broadband recruiter recruitment contractor plumber electrician vendor wholesale
franchise sponsor partnership journalist newspaper magazine radio television tv social media facebook instagram google advert neighbour's colleague's
hairdo updo blow-dry blowdry wash rinse styling style tint toner roots fringe layers hygiene whitening implant extraction denture ortho orthodontist crown
counselling counseling assessment evaluation evaluation follow-up followup screening physical examination exam lab laboratory pathology radiology cardiology
`
/** Hindi in Latin letters, as recognisers and people spell it. */
const HINDI = `
main mai mein me mujhe mujhko mujhse mera mere meri hum ham humein hamein humko hamko humara hamara humare hamare humari hamari aap aapko aapka aapke aapki aapne
apna apne apni tum tumhara tu woh wo voh vo yeh ye yah is iss us uss isko usko ise use iska uska iske uske iski uski inka unka inke unke inki unki unko unhe unhone
isliye jo jis jise jiska jiski jiske kya kyon kyun kyu kab kaise kaisa kaisi kahan kahaan kidhar kaun kaunsa kaunsi kitna kitne kitni koi kuch kuchh sab sabhi sabko
hai hain he ho hoon hun hu tha thi the thay hoga hogi hoge honge hongi hua hui hue hota hoti hote hone hona hoke ho-jayega jaye jaayega jayega jayegi jayenge jaunga
jaungi jaana jana jaane jane jaa ja jao jaiye gaya gayi gaye gayee aana ana aane aa aao aaiye aaye aaya aayi aae aaunga aungi aaungi aunga aayenge aaenge aayega aati
aata aate karna karne karni kar karo kare karein karen karenge karega karegi karunga karungi kariye kijiye kijiyega kiya kiye ki kari karke karwa karwana karwani
karwane karwaya karwayi karwa karva karvana karana karani karaya diya diye di do dena dene deni de dijiye dijiyega dedo dedijiye dunga dungi denge dega le lena lene
leni lijiye lo lunga lenge liya liye li lete leta leti dete deta deti raha rahi rahe rha rhi rhe rehna rehne rehte rehta rehti rakh rakha rakhna rakho rakhiye
rakhwa bol bola boli bole bolo boliye bolta bolti bolte bolna baat baatein batana bata batao bataiye batati batata bataya poochna puchna poochh pooch puch sakta sakti
sakte saka saki sake paunga paungi payenge payega payegi paya payi paaya paenge chahiye chahie chaiye chahta chahti chahte chahenge mil mila mile mili milta milti milte
milega milegi milenge milna milne dekh dekho dekhna dekhti dekhta dekhte dekhiye dikha dikhana dikhane sun suno suniye sunna sunaiye lag laga lage lagi lagta lagti
lagte lagega lagegi lagna bhej bhejti bhejna bhejo hat hata hatao hataiye hatana hatwana badal badalna badha badhana badhao bhool bhul chhoot chhut reh reha reha gum
kho pahunch pahunche pahunchna pahunchenge pahunchne pohonch pohoch nikal nikle nikla nikli nikalte ruk rukna rukiye rukenge wait khada khade khadi phas phans fas fasa
phase fase fanse phanse utar chal chalo chala chalega chalegi chalenge chalta chalti chalte chalna chahe samajh samajhna samjha yaad rakhna ka ke ko se par pe tak
liye lie saath sath baad bad pehle pahle andar bahar upar neeche niche aage peeche paas pass door dur taraf tarf beech bina ya aur or lekin magar par agar to toh bhi hi
hee na naa nahi nahin nai nahee mat haan han haa ji jee sahi theek thik acha accha achha achchha bilkul zaroor jarur jaroor shayad sirf bas bus abhi ab phir fir kabhi
jab tab yahan yaha idhar wahan waha udhar vahan wahin yahin jaldi der deri thoda thodi thode zyada jyada zada kam bahut bohot bohat kaafi kafi itna itni itne utna aise
waise vaise jaisa jaise jaisi kal aaj aj parso parson narso subah subeh savere sawere dopahar dopeher dupahar shaam sham raat rat din hafta hafte mahina mahine saal
ghanta ghante minute samay waqt vakt time baje bje bajay bajkar taarikh tareekh tarikh tarik somvar somwar somvaar somwaar mangalvar mangalwar mangalvaar budhvar
budhwar budhvaar budhwaar budh guruvar guruwar guruvaar guruwaar veervar veervaar brihaspativar brihaspativaar shukravar shukrawar shukravaar shukrvar shukrvaar shukra
shanivar shaniwar shanivaar shani ravivar raviwar ravivaar itvar itvaar itwar ek teen char chaar paanch panch chhe che chhah saat sat aath nau das dus gyarah barah
bees tees sau hazaar hazar paise paisa rupaye rupaiye rupees kharcha daam dam kimat keemat muft namaste namaskar namaskaar pranam shukriya dhanyavad dhanyavaad dhanyawad
maaf maafi kshama sorry khana khaana khane paani pani chai doodh log logo logon bande bando aadmi admi aurat mahila ladka ladki bachcha bachche bachchi bachchon beta beti
bete bhai bhaiya behen behan bahan didi mummy papa mata pita mataji pitaji maa ma baap patni pati biwi dost saheli padosi chacha chachi mama mami dada dadi nana nani
bhabhi jija saas sasur sahab sahib saheb malik ghar dukaan dukan kaam kam naukri naam nam pata pataa number galat sahi asli purana purani naya nayi naye nayee wala wale
wali vala vale vali walo bhejiye likh likha likhwaya likhwana likhwaya likhi likhna tay pakka pakki pakke fix khali khaali khula khuli khule khulta khulte band bandh
mushkil aasan pareshani dikkat problem tabiyat tabiat kharab bimar beemar bukhar dard chot ilaaj ilaj dawa dawai jaanch janch khoon aankh aankhon daant daanton dant
dast baal bal balon katwana katwane katana katane safai maalish malish shaadi shadi dulhan janamdin janmdin saalgirah tyohar chutti gaadi gadi raasta raaste
rasta raste jaam jam kursi mez jagah sthan kamra darwaza zamana zarurat jarurat intezaar intazaar intezar umeed koshish shikayat shubh baare bare bareme matlab yaani
yani sach jhooth kripya kripaya please thoda humne hamne maine mene unhen inhe aapse aapse mujhse sabse kisi kisne kiski kiska kisko dobara dubara pehli pehla pahli
pahla doosra doosri dusra dusri teesra teesri aakhri agla agle agli pichla pichle pichli pichhle aane wale aanewale jaane gusa khush dukhi rakhi hue-hai badhiya
kharaab saaf garam thanda thandi meetha teekha namak mirch mirchi pyaaz pyaz lahsun jain shakahari mangna mangta manga manna maanna hatado kardo kardijiye karlo karlijiye
kijiega hogaya hogayi chukka chuka chuki chuke sakenge sakega pad pada padi padega padegi padenge padta waapas wapas vaapas turant filhaal filhal
`
const wordsOf = (text: string) =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/['-]/g, ''))
const ENGLISH_WORDS = new Set(wordsOf(ENGLISH))
const WORDS = new Set([...ENGLISH_WORDS, ...wordsOf(HINDI)])
const ENDINGS: [RegExp, string[]][] = [
  [/ies$/, ['y']],
  [/es$/, ['', 'e']],
  [/s$/, ['']],
  [/ied$/, ['y']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
  [/ly$/, ['', 'le']],
  [/e?r$/, ['', 'e']],
  [/e?st$/, ['', 'e']],
  [/nt$/, ['', 'n']],
  [/(?:ll|ve|re|d)$/, ['']],
  [/(?:ness|ment|able|ful|less)$/, ['', 'e']],
]
/** Endings only verbs and adverbs of Hindi have; "Kavita" and "Swati" end so, too, and are known as names. */
const HINDI_VERB =
  /(?:[aeiou]unga|[aeiou]ungi|oonga|oongi|unga|ungi|enge|ayega|ayegi|ayenge|iyega|ijiye|iye|kar|ogi|oge|[ao]t[aei]|[rl]t[aei]|kht[aei])$/
const remembered = new Map<string, boolean>()
const MOST_REMEMBERED = 20_000

/** Whether a word in lower case, without punctuation, is one of everyday talk, in English or Hindi in Latin letters. */
export function isOrdinary(word: string): boolean {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const result = WORDS.has(word) || HINDI_VERB.test(word) || isInflected(word)
  remembered.set(word, result)
  return result
}

function isInflected(word: string): boolean {
  return ENDINGS.some(([pattern, replacements]) => {
    if (!pattern.test(word)) return false
    return replacements.some((replacement) => {
      const stem = word.replace(pattern, replacement)
      if (stem.length < 3) return false
      return WORDS.has(stem) || (stem.at(-1) === stem.at(-2) && WORDS.has(stem.slice(0, -1)))
    })
  })
}

/** The word as it stands, not one that is made from it: "walk", but not "Walker". */
export function isOrdinaryAsIs(word: string): boolean {
  return WORDS.has(word)
}

/** Whether a word is of everyday English. */
export function isEnglish(word: string): boolean {
  return ENGLISH_WORDS.has(word)
}
